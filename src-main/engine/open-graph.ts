/** @file Graphs of named tensors on a device, kept ready. Runs in the engine. */
import { availableParallelism } from 'node:os';
import type { Provider } from '../../src-shared/device.ts';
import type { Result } from '../../src-shared/result.ts';
import { createTrainingSession, type TrainingSession } from '../runtime/training-session.ts';
import type { Memory } from './memory.ts';

/** A graph of named tensors on the device that is tried. */
export type OpenGraph = (name: string, bytes: Uint8Array) => Promise<Result<TrainingSession>>;

/** `content` names the model that the graphs are parts of. */
export const openGraph =
  (graphs: Memory, content: string, provider: Provider): OpenGraph =>
  (name, bytes) =>
    graphs.get(`${provider} ${content} ${name}`, () => createTrainingSession(bytes, provider, availableParallelism()));
