/** @file One training or examination in a trainer process: request in, events out, a result at the end. Used by main and the command line. */
import type { DoctorReport } from '../../src-shared/doctor.ts';
import { type Failure, failure } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { type ExamineRequest, type FromTrainer, fromTrainerSchema, type JudgeRequest, type ToTrainer, type TrainingEvent, type TrainRequest } from '../../src-shared/trainer-messages.ts';
import { memoryEnvironment, trainerMemory } from './memory-environment.ts';
import { collectTail, exitReason, spawnNode, type SpawnOptions } from './spawn.ts';

type TrainerOptions = SpawnOptions & {
  /** The bundled `trainer.mjs`. */
  readonly program: string;
  /** Stops after the present step, with a checkpoint; an examination at once. */
  readonly signal: AbortSignal;
};

/** What can be said to a trainer on the way. */
export type RunningTrainer = {
  readonly pid: number | undefined;
  /** No step is taken after the present one until `goOn`. */
  hold(): void;
  goOn(): void;
};

export type TrainingOptions = TrainerOptions & {
  readonly onEvent: (event: TrainingEvent) => void;
  readonly onRunning?: (trainer: RunningTrainer) => void;
};

/** Resolves with the steps that were done when the process has ended. */
export function runTraining(request: TrainRequest, { onEvent, onRunning, ...options }: TrainingOptions): Promise<Result<number>> {
  return converse({ kind: 'train', request }, options, {
    onMessage: (message) => {
      if (message.kind === 'event') onEvent(message.event);
    },
    onRunning,
  });
}

export type ExaminationOptions = TrainerOptions & { readonly onProgress: (done: number, total: number) => void };

export async function examineFolders(request: ExamineRequest, { onProgress, ...options }: ExaminationOptions): Promise<Result<DoctorReport>> {
  const found: DoctorReport[] = [];
  const ended = await converse({ kind: 'examine', request }, options, {
    onMessage: (message) => {
      if (message.kind === 'looked') onProgress(message.done, message.total);
      if (message.kind === 'examined') found.push(message.report);
    },
  });
  return ended.ok ? succeed(found[0]!) : ended;
}

/** Resolves with the step of the checkpoint that judged. */
export const judgePreviews = (request: JudgeRequest, options: TrainerOptions): Promise<Result<number>> => converse({ kind: 'judge', request }, options, { onMessage: () => undefined });

type Listeners = { readonly onMessage: (message: FromTrainer) => void; readonly onRunning?: ((trainer: RunningTrainer) => void) | undefined };

function converse(first: ToTrainer, { program, signal, ...spawning }: TrainerOptions, { onMessage, onRunning }: Listeners): Promise<Result<number>> {
  const environment = { ...memoryEnvironment(process.platform, trainerMemory), ...spawning.environment };
  const child = spawnNode(program, 'trainer', [], { ...spawning, environment });
  const tail = collectTail(child);
  const send = (message: ToTrainer) => {
    if (child.connected) child.send(message, () => undefined);
  };
  const stop = () => {
    send({ kind: 'stop' });
  };
  const say = (kind: 'yield' | 'go-on') => () => {
    send({ kind });
  };
  signal.addEventListener('abort', stop);
  return new Promise<Result<number>>((resolve) => {
    child.on('message', (received) => {
      const message = fromTrainerSchema.parse(received);
      if (message.kind === 'ready') {
        send(first);
        onRunning?.({ pid: child.pid, hold: say('yield'), goOn: say('go-on') });
        if (signal.aborted) stop();
      }
      onMessage(message);
      if (message.kind === 'done') resolve(succeed(message.step));
      if (message.kind === 'failed') resolve(failWith(message.failure));
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
