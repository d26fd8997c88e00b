/** @file The edits of a document. Pure; each gives the same object back where nothing changes. */
import type { Document, DocumentStep } from '../../src-shared/document.ts';
import type { Mask } from '../../src-shared/mask.ts';
import { type Operation, defaultParameters } from '../../src-shared/operations/operation.ts';

/** A step with the operation's default parameters, switched on. */
export const newStep = (operation: Operation, id: string): DocumentStep => ({ id, operation: operation.id, parameters: defaultParameters(operation), enabled: true });

/** Inserts steps behind the one of `afterId`, or at the end. */
export function insertSteps(document: Document, steps: readonly DocumentStep[], afterId?: string): Document {
  if (steps.length === 0) return document;
  const found = document.steps.findIndex((step) => step.id === afterId);
  return { steps: document.steps.toSpliced(found < 0 ? document.steps.length : found + 1, 0, ...steps) };
}

export function removeStep(document: Document, id: string): Document {
  const steps = document.steps.filter((step) => step.id !== id);
  return steps.length === document.steps.length ? document : { steps };
}

/** `to` is the step's index afterwards, cut to the list. */
export function moveStep(document: Document, id: string, to: number): Document {
  const from = document.steps.findIndex((step) => step.id === id);
  const target = Math.min(Math.max(to, 0), document.steps.length - 1);
  if (from < 0 || from === target) return document;
  return { steps: document.steps.toSpliced(from, 1).toSpliced(target, 0, document.steps[from]!) };
}

export const setEnabled = (document: Document, id: string, enabled: boolean): Document =>
  changeStep(document, id, (step) => (step.enabled === enabled ? step : { ...step, enabled }));

/** Changes the named parameters; the others stay. */
export const setParameters = (document: Document, id: string, changed: DocumentStep['parameters']): Document =>
  changeStep(document, id, (step) =>
    Object.entries(changed).every(([name, value]) => step.parameters[name] === value) ? step : { ...step, parameters: { ...step.parameters, ...changed } },
  );

/** Gives a step a mask; undefined takes it away. */
export const setMask = (document: Document, id: string, mask: Mask | undefined): Document =>
  changeStep(document, id, (step) => {
    if (step.mask === mask) return step;
    const { id: own, enabled, operation, parameters } = step;
    return { id: own, enabled, operation, parameters, ...(mask ? { mask } : {}) };
  });

/** The same steps with ids of their own, as another picture or a second place in the list needs them. */
export const copySteps = (steps: readonly DocumentStep[], createId: () => string): DocumentStep[] => steps.map((step) => ({ ...step, id: createId() }));

function changeStep(document: Document, id: string, change: (step: DocumentStep) => DocumentStep): Document {
  const index = document.steps.findIndex((step) => step.id === id);
  const step = document.steps[index];
  const changed = step && change(step);
  return changed === step || !changed ? document : { steps: document.steps.with(index, changed) };
}
