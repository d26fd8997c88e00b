/** @file The checkpoints of a training as the studio lists them, and their pictures; used by main. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { previewFile, previewRowNames, stepFolder } from '../../src-shared/preview-files.ts';
import type { Checkpoints, CheckpointSummary, Measure, PreviewRow } from '../../src-shared/training.ts';
import { previewAddress } from './training-files.ts';
import type { TrainingLog } from './training-log.ts';

export const snapshotFolder = (folder: string, step: number): string => join(folder, 'snapshots', stepFolder(step));

/** `folder` is that of the run. */
export async function checkpointsIn(folder: string, log: TrainingLog, measure: Measure): Promise<Checkpoints> {
  const present = new Set(await readdir(join(folder, 'snapshots')).catch(() => []));
  const checkpoints = log.evaluated().map((step): CheckpointSummary => ({ step, metrics: log.held.at(step), usable: present.has(stepFolder(step)), previews: log.previews(step).length > 0 }));
  return { checkpoints, best: bestOf(checkpoints, measure), measure };
}

export function bestOf(checkpoints: readonly CheckpointSummary[], { name, better }: Measure): number | null {
  const judged = checkpoints.filter(({ usable, metrics }) => usable && metrics[name] !== undefined);
  const sign = better === 'lower' ? 1 : -1;
  return judged.toSorted((a, b) => sign * (a.metrics[name]! - b.metrics[name]!))[0]?.step ?? null;
}

/** In the order in which they are best looked at. */
export const previewRowsOf = (id: string, step: number, log: TrainingLog): PreviewRow[] =>
  log.previews(step).flatMap(({ what, rows }) =>
    previewRowNames.flatMap((row) => {
      const count = rows.find((one) => one.row === row)?.count ?? 0;
      const pictures = Array.from({ length: count }, (_, index) => previewAddress(id, previewFile({ step, what, row, index })));
      return count === 0 ? [] : [{ what, row, pictures }];
    }),
  );

export const forgetSnapshot = (folder: string, step: number): Promise<void> => rm(snapshotFolder(folder, step), { recursive: true, force: true });
