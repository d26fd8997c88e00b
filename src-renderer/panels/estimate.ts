/** @file How long a run will take, from the runs before it. Pure. */
import type { ParameterValues } from '../../src-shared/operations/operation.ts';
import type { DoneJob } from '../stores/jobs.ts';

type Size = { readonly width: number; readonly height: number };
export type PastRun = { readonly job: DoneJob; readonly source: Size };

/** Milliseconds, by the pace of the newest run with the same parameters; undefined where there was none. */
export function estimateDuration(source: Size, parameters: ParameterValues, past: readonly PastRun[]): number | undefined {
  const wanted = JSON.stringify(Object.entries(parameters).sort());
  const like = past.findLast(({ job }) => JSON.stringify(Object.entries(job.recipe.steps[0]?.parameters ?? {}).sort()) === wanted);
  if (!like) return undefined;
  return (like.job.state.details.durationMs * source.width * source.height) / (like.source.width * like.source.height);
}
