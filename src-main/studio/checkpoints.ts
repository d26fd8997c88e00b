/** @file The checkpoints of a training as the studio lists them, and their pictures; used by main. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { previewFile, previewRowNames, stepFolder } from '../../src-shared/preview-files.ts';
import type { ModelPreview } from '../../src-shared/model.ts';
import type { Checkpoints, CheckpointSummary, Measure, PreviewRow } from '../../src-shared/training.ts';
import { previewAddress } from './training-files.ts';
import type { TrainingLog } from './training-log.ts';

export const snapshotFolder = (folder: string, step: number): string => join(folder, 'snapshots', stepFolder(step));

/** `folder` is that of the run. */
export async function checkpointsIn(folder: string, log: TrainingLog, measure: Measure): Promise<Checkpoints> {
  const present = new Set(await readdir(join(folder, 'snapshots')).catch(() => []));
  const summaryOf = async (step: number): Promise<CheckpointSummary> => {
    const usable = present.has(stepFolder(step));
    return { step, metrics: log.held.at(step), usable, bytes: usable ? await bytesOnlyIn(snapshotFolder(folder, step)) : 0, previews: log.previews(step).length > 0, judges: usable && hasHeat(log, step) };
  };
  const checkpoints = await Promise.all(log.evaluated().map(summaryOf));
  return { checkpoints, best: bestOf(checkpoints, measure), measure };
}

/** Its discriminator had learnt by then. */
const hasHeat = (log: TrainingLog, step: number): boolean => log.previews(step).some(({ rows }) => rows.some(({ row, count }) => row === 'heat' && count > 0));

export function bestOf(checkpoints: readonly CheckpointSummary[], { name, better }: Measure): number | null {
  const judged = checkpoints.filter(({ usable, metrics }) => usable && metrics[name] !== undefined);
  const sign = better === 'lower' ? 1 : -1;
  return judged.toSorted((a, b) => sign * (a.metrics[name]! - b.metrics[name]!))[0]?.step ?? null;
}

/** In the order in which they are best looked at. */
export const previewRowsOf = (id: string, step: number, log: TrainingLog): PreviewRow[] =>
  log.previews(step).flatMap(({ what, rows, names }) =>
    previewRowNames.flatMap((row) => {
      const count = rows.find((one) => one.row === row)?.count ?? 0;
      const pictures = Array.from({ length: count }, (_, index) => previewAddress(id, previewFile({ step, what, row, index })));
      return count === 0 ? [] : [{ what, row, pictures, ...(names ? { names } : {}) }];
    }),
  );

/** Files with another name elsewhere count for nothing. */
async function bytesOnlyIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? bytesOnlyIn(path) : stat(path).then(({ nlink, size }) => (nlink === 1 ? size : 0), () => 0);
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Files of the held-out pictures and what the network of the step makes of them. `folder` is that of the training. */
export function cardPicturesOf(folder: string, { step, log, back }: { readonly step: number; readonly log: TrainingLog; readonly back: boolean }): ModelPreview[] {
  const told = log.previews(step).find(({ what }) => (what === 'ba') === back);
  const count = told?.rows.find(({ row }) => row === 'output')?.count ?? 0;
  const file = (row: 'input' | 'output', index: number) => join(folder, previewFile({ step, what: told!.what, row, index }));
  return Array.from({ length: count }, (_, index) => ({ before: file('input', index), after: file('output', index) }));
}

export const forgetSnapshot = (folder: string, step: number): Promise<void> => rm(snapshotFolder(folder, step), { recursive: true, force: true });
