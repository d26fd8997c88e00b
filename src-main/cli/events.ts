/** @file What the `imago` command tells: with --json one event a line, else sentences. Pure. */
import type { DryRun, ItemCounts, PlannedItem } from '../../src-shared/batch.ts';
import type { ProbeReport, Provider } from '../../src-shared/device.ts';
import type { Failure, FailureCode } from '../../src-shared/failure.ts';
import type { ImageInfo } from '../../src-shared/image.ts';
import type { Progress, RunDetails } from '../../src-shared/job.ts';
import type { ModelProposal, ProposedModel } from '../../src-shared/model-import.ts';
import type { ModelSummary } from '../../src-shared/model.ts';
import type { TrainingEvent } from '../../src-shared/trainer-messages.ts';
import type { DatasetReport, Finding } from '../trainer/doctor/report.ts';

export type ImageEvent = { readonly event: 'image'; readonly warnings: readonly string[] } & Omit<ImageInfo, 'warnings'>;
export type DoneEvent = { readonly event: 'done'; readonly input: string; readonly output: string; readonly notes: readonly string[] } & Pick<
  RunDetails,
  'width' | 'height' | 'device' | 'model' | 'durationMs' | 'seamScore'
>;
/** A picture of a batch; `device` and `durationMs` are absent where the result was found finished after a crash. */
export type FinishedEvent = Pick<DoneEvent, 'input' | 'output' | 'width' | 'height' | 'notes'> & Partial<Pick<DoneEvent, 'device' | 'durationMs'>> & { readonly event: 'finished'; readonly sha256: string };
export type BatchEvent =
  | FinishedEvent
  | { readonly event: 'left-out'; readonly input: string; readonly output: string }
  | { readonly event: 'batch'; readonly done: number; readonly finished: number; readonly total: number; readonly remainingMs?: number }
  /** The batch goes on by itself once the reason is gone. */
  | { readonly event: 'waiting'; readonly reason: 'disk-full' | 'folder-away'; readonly message: string; readonly advice?: string }
  | { readonly event: 'watching'; readonly folders: readonly string[] }
  | ({ readonly event: 'planned' } & PlannedItem)
  | ({ readonly event: 'plan' } & Omit<DryRun, 'samples' | 'problems'>)
  | ({ readonly event: 'summary'; readonly total: number; readonly resumable: boolean } & ItemCounts);
export type FailedEvent = { readonly event: 'failed'; readonly input: string; readonly code: FailureCode; readonly message: string; readonly advice?: string };
/** With what was found out, for a file of another program. */
export type ImportedEvent = { readonly event: 'imported'; readonly input: string; readonly model: string } & Partial<Pick<ModelProposal, 'task' | 'scale' | 'form'>> & Partial<Pick<ProposedModel, 'unsure'>>;
export type CliEvent =
  | ({ readonly event: 'progress'; readonly input: string } & Progress)
  | DoneEvent
  | ImageEvent
  | ({ readonly event: 'model' } & ModelSummary)
  | { readonly event: 'verified'; readonly model: string; readonly installed: boolean }
  | ImportedEvent
  | { readonly event: 'packed'; readonly model: string; readonly output: string }
  | { readonly event: 'removed'; readonly model: string }
  | ({ readonly event: 'device' } & ProbeReport)
  | { readonly event: 'ladder'; readonly ladder: readonly Provider[]; readonly probedAt: string }
  | TrainingEvent
  | BatchEvent
  | ({ readonly event: 'dataset' } & DatasetReport)
  | ({ readonly event: 'finding' } & Finding)
  | { readonly event: 'verdict'; readonly fit: boolean }
  | FailedEvent;

export type Report = (event: CliEvent) => void;

/** The log behind a failure stays out: events are short. */
export function failedEvent(input: string, { code, message, advice }: Failure): FailedEvent {
  return { event: 'failed', input, code, message, ...(advice === undefined ? {} : { advice }) };
}
