/** @file Graphs of named tensors on a device, kept ready. Runs in the engine. */
import { availableParallelism } from 'node:os';
import type { Provider } from '../../src-shared/device.ts';
import { createTrainingSession } from '../runtime/training-session.ts';
import type { Memory } from './memory.ts';
import type { OpenGraph } from './run-generator.ts';

/** `content` names the model that the graphs are parts of. */
export const openGraph =
  (graphs: Memory, content: string, provider: Provider): OpenGraph =>
  (name, bytes) =>
    graphs.get(`${provider} ${content} ${name}`, () => createTrainingSession(bytes, provider, availableParallelism()));
