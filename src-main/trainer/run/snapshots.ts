/**
 * @file The models of past checkpoints, from which the user chooses one by its pictures: the newest, the best by the held-out
 * measure and a few spread evenly over the run; trainer process.
 */
import { copyFile, link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { stepFolder } from '../../../src-shared/preview-files.ts';
import type { Measure } from '../../../src-shared/training.ts';
import type { Metrics } from './recipe.ts';

/** Besides the newest and the best. */
const spreadOver = 8;

const indexSchema = z.array(z.object({ step: z.number(), value: z.number().nullable() }));
/** `value` is that of the measure. */
export type Snapshot = z.infer<typeof indexSchema>[number];

/** Most snapshots that there can be at a time. */
export const mostSnapshots = spreadOver + 2;

/** Keeps the packages in `model/` of the run's folder `out`. @throws what the file system says. */
export async function keepSnapshot(out: string, step: number, metrics: Metrics, measure: Measure): Promise<void> {
  const folder = join(out, 'snapshots');
  const place = join(folder, stepFolder(step));
  await rm(place, { recursive: true, force: true });
  await linkAll(join(out, 'model'), place);
  const present = new Set(await readdir(folder));
  const known = (await readIndex(folder)).filter((one) => one.step !== step && present.has(stepFolder(one.step)));
  const all = [...known, { step, value: metrics[measure.name] ?? null }].sort((a, b) => a.step - b.step);
  const kept = thinOut(all, measure);
  for (const one of all) if (!kept.includes(one)) await rm(join(folder, stepFolder(one.step)), { recursive: true, force: true });
  await writeFile(join(folder, 'index.json'), JSON.stringify(kept));
}

/** The files of a package are replaced, never changed, so a second name keeps what they are now and takes no room. */
async function linkAll(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkAll(source, target);
    else await link(source, target).catch(() => copyFile(source, target));
  }
}

/** One that cannot be read is as good as none: its snapshots stay, unjudged, until they are in the way. */
async function readIndex(folder: string): Promise<Snapshot[]> {
  const text = await readFile(join(folder, 'index.json'), 'utf8').catch(() => '[]');
  try {
    return indexSchema.parse(JSON.parse(text));
  } catch {
    return [];
  }
}

/** By step; takes away those whose neighbours are closest together until there are few enough. */
export function thinOut(snapshots: readonly Snapshot[], { better }: Measure): Snapshot[] {
  const judged = snapshots.filter(({ value }) => value !== null).sort((a, b) => (better === 'lower' ? a.value! - b.value! : b.value! - a.value!));
  const protectedOnes = new Set([judged[0], snapshots.at(-1)]);
  const kept = [...snapshots];
  const gap = (index: number) => kept[index + 1]!.step - (kept[index - 1]?.step ?? 0);
  while (kept.length > mostSnapshots) {
    const removable = kept.map((_, index) => index).filter((index) => !protectedOnes.has(kept[index]));
    kept.splice(removable.reduce((least, index) => (gap(index) < gap(least) ? index : least)), 1);
  }
  return kept;
}
