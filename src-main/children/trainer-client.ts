/** @file One training in a trainer process: request in, events out, a result at the end. Used by main and the command line. */
import { type Failure, failure } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { fromTrainerSchema, type ToTrainer, type TrainingEvent, type TrainRequest } from '../../src-shared/trainer-messages.ts';
import { memoryEnvironment, trainerMemory } from './memory-environment.ts';
import { collectTail, exitReason, spawnNode, type SpawnOptions } from './spawn.ts';

export type TrainingOptions = SpawnOptions & {
  /** The bundled `trainer.mjs`. */
  readonly program: string;
  /** Stops after the present step, with a checkpoint. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: TrainingEvent) => void;
};

/** Resolves with the steps that were done when the process has ended. */
export function runTraining(request: TrainRequest, { program, signal, onEvent, ...spawning }: TrainingOptions): Promise<Result<number>> {
  const environment = { ...memoryEnvironment(process.platform, trainerMemory), ...spawning.environment };
  const child = spawnNode(program, 'trainer', [], { environment });
  const tail = collectTail(child);
  const send = (message: ToTrainer) => {
    if (child.connected) child.send(message, () => undefined);
  };
  const stop = () => {
    send({ kind: 'stop' });
  };
  signal.addEventListener('abort', stop);
  return new Promise<Result<number>>((resolve) => {
    child.on('message', (message) => {
      const parsed = fromTrainerSchema.parse(message);
      if (parsed.kind === 'ready') {
        send({ kind: 'train', request });
        if (signal.aborted) stop();
      }
      if (parsed.kind === 'event') onEvent(parsed.event);
      if (parsed.kind === 'done') resolve(succeed(parsed.step));
      if (parsed.kind === 'failed') resolve(failWith(parsed.failure));
    });
    child.once('error', ({ message }) => {
      resolve(failWith(crashed(`could not start: ${message}`)));
    });
    child.once('close', (code, name) => {
      resolve(failWith(crashed([exitReason(code, name), tail()].filter(Boolean).join('\n'))));
    });
  }).finally(() => {
    signal.removeEventListener('abort', stop);
  });
}

const crashed = (detail: string): Failure =>
  failure('engine-crashed', 'The training stopped without a reason.', { advice: 'Resume it: it goes on from its last checkpoint.', detail });
