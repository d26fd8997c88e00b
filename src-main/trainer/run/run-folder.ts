/** @file The folder of a run: what the run is, its checkpoints, its metrics; trainer process. */
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { type PlannedRun, type TrainingEvent, type TrainingRun, trainingRunSchema, type TrainRequest } from '../../../src-shared/trainer-messages.ts';
import { writeFailure } from '../../image-io/file-failure.ts';
import { basedRun } from './base-package.ts';
import { type CheckpointFolder, openCheckpointFolder } from './checkpoint-folder.ts';

export type RunFolder = {
  readonly run: TrainingRun;
  readonly checkpoints: CheckpointFolder;
  log(event: TrainingEvent): void;
  /** Takes a new run back that cannot start, so that another may be tried in its place. */
  withdraw(): Promise<void>;
};

const missing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** A new run is written down before it starts; one that exists is only continued where that was asked for. */
export async function openRunFolder({ out, run, base, resume }: Pick<TrainRequest, 'out' | 'run' | 'base' | 'resume'>): Promise<Result<RunFolder>> {
  const place = join(out, 'run.json');
  const stored = await readFile(place, 'utf8').catch((error: unknown) => {
    if (missing(error)) return null;
    throw error;
  });
  if (stored !== null && !resume) {
    return failWith(failure('target-exists', `"${out}" already holds a training run.`, { advice: 'Continue it with --resume, or choose another folder.' }));
  }
  if (stored === null && resume) {
    return failWith(failure('file-missing', `"${out}" holds no training run to resume.`, { advice: 'Check the folder, or start without --resume.' }));
  }
  const described = stored === null ? await wholeRun(run, base) : parseRun(stored, place);
  if (!described.ok) return described;
  const known = described.value;
  try {
    await mkdir(out, { recursive: true });
    if (stored === null) await writeFile(place, `${JSON.stringify(known, null, 2)}\n`);
    // One line after the other; a log that cannot be written stops no training.
    let written: Promise<unknown> = Promise.resolve();
    return succeed({
      run: known,
      checkpoints: await openCheckpointFolder(join(out, 'checkpoints')),
      log(event) {
        written = written.then(() => appendFile(join(out, 'metrics.jsonl'), `${JSON.stringify(event)}\n`)).catch(() => undefined);
      },
      async withdraw() {
        if (stored === null) await rm(place, { force: true });
      },
    });
  } catch (error) {
    return failWith(writeFailure(place, error));
  }
}

function wholeRun(run: PlannedRun | null, base: string | null): Promise<Result<TrainingRun>> | Result<TrainingRun> {
  if (run && base !== null) return basedRun(run, base);
  const parsed = trainingRunSchema.safeParse(run);
  if (parsed.success) return succeed(parsed.data);
  return failWith(failure('bad-request', 'The description of the run is not whole.', { reason: 'run-damaged', advice: 'Say what its network should be, or start from a base.', detail: z.prettifyError(parsed.error) }));
}

function parseRun(text: string, place: string): Result<TrainingRun> {
  const parsed = z.string().transform((value, context): unknown => {
    try {
      return JSON.parse(value);
    } catch {
      context.addIssue({ code: 'custom', message: 'expected JSON' });
      return z.NEVER;
    }
  }).pipe(trainingRunSchema).safeParse(text);
  if (parsed.success) return succeed(parsed.data);
  return failWith(failure('bad-request', `The description of the run in "${place}" cannot be read.`, { reason: 'run-damaged', advice: 'Start anew in another folder.' }));
}
