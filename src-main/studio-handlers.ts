/** @file What the renderer's calls of the training studio do. Main process. */
import { studioCallSchemas } from '../src-shared/studio-calls.ts';
import type { Handlers } from './ipc.ts';

type StudioHandlers = Pick<Handlers, keyof typeof studioCallSchemas>;

export function createStudioHandlers(): StudioHandlers {
  const later = (name: string) => [name, () => Promise.reject(new Error(`${name} is not answered yet`))] as const;
  return Object.fromEntries(Object.keys(studioCallSchemas).map(later)) as unknown as StudioHandlers;
}
