/** @file What the user has chosen in the panels: the operation, its parameters, how a result is saved. Renderer. */
import { create } from 'zustand';
import type { WritableFormat } from '../../src-shared/image.ts';
import { type ParameterValues, defaultParameters } from '../../src-shared/operations/operation.ts';
import { operations } from '../../src-shared/operations/registry.ts';

type ChoicesState = {
  readonly parameters: Readonly<Record<string, ParameterValues>>;
  /** null follows the source. */
  readonly format: WritableFormat | null;
  readonly quality: number;
  readonly metadata: 'keep' | 'strip';
  setParameter(operationId: string, name: string, value: string | number): void;
  setFormat(format: WritableFormat): void;
  setQuality(quality: number): void;
  setMetadata(metadata: 'keep' | 'strip'): void;
};

export const useChoices = create<ChoicesState>()((set) => ({
  parameters: Object.fromEntries(operations.map((operation) => [operation.id, defaultParameters(operation)])),
  format: null,
  quality: 92,
  metadata: 'keep',
  setParameter: (operationId, name, value) => {
    set(({ parameters }) => ({ parameters: { ...parameters, [operationId]: { ...parameters[operationId], [name]: value } } }));
  },
  setFormat: (format) => {
    set({ format });
  },
  setQuality: (quality) => {
    set({ quality });
  },
  setMetadata: (metadata) => {
    set({ metadata });
  },
}));
