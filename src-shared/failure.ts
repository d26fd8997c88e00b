/** @file What can go wrong, as data that crosses process borders. Pure; used by every process. */
import { z } from 'zod';

export const failureCodes = [
  'file-missing',
  'file-unreadable',
  'file-empty',
  'not-an-image',
  'format-unsupported',
  'image-damaged',
  'image-too-large',
  'disk-full',
  'target-readonly',
  'target-exists',
  'target-failed',
  'model-missing',
  'model-tampered',
  'model-invalid',
  'device-failed',
  'out-of-memory',
  'output-bad',
  'engine-crashed',
  'bad-request',
  'cancelled',
  'internal',
] as const;

/** What was asked for wrongly (`bad-request`), where a window may show it: each has words in every language. */
export const refusals = [
  'result-gone',
  'clipboard-empty',
  'mask-missing',
  'mask-covers-all',
  'mask-damaged',
  'mask-no-alpha',
  'mask-size',
  'model-wrong-task',
  'look-unknown',
  'model-built-in',
  'model-id',
  'model-no-network',
  'picture-not-open',
  'region-outside',
  'batch-picture-gone',
  'batch-elsewhere',
  'recipe-unreadable',
  'recipe-newer',
  'training-gone',
  'training-running',
  'device-busy',
  'not-a-folder',
  'pictures-too-small',
  'pictures-unfit',
  'nights-missing',
  'crops-too-small',
  'base-differs',
  'no-judge',
  'setting-wrong',
  'run-damaged',
] as const;

export const failureSchema = z.object({
  code: z.enum(failureCodes),
  /** One sentence for a person: what happened, to which name. */
  message: z.string(),
  /** One sentence for a person: what to do about it. */
  advice: z.string().optional(),
  reason: z.enum(refusals).optional(),
  /** The log behind a "Details" fold: library text, stack, exit code. */
  detail: z.string().optional(),
});

type Refusal = (typeof refusals)[number];
export type FailureCode = (typeof failureCodes)[number];
export type Failure = z.infer<typeof failureSchema>;

export function failure(code: FailureCode, message: string, rest: { advice?: string; reason?: Refusal; detail?: string } = {}): Failure {
  return { code, message, ...rest };
}

/** The failure that stands for a caught exception nobody foresaw: a bug, with its stack kept. */
export function unforeseen(error: unknown): Failure {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = error instanceof Error ? error.message : String(error);
  return failure('internal', message, { detail });
}
