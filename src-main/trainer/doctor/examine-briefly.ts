/**
 * @file The dataset doctor's look before a training starts: takes seconds whatever the folders hold, so it looks at file
 * names, at files of equal length and at a few pictures. Trainer process; `examineDataset` looks at everything.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { loadPicture } from '../data/load-picture.ts';
import { type FolderScan, scanFolder } from '../data/scan-folder.ts';
import { meanBrightness, overlap } from './compare.ts';
import { contentOf } from './content.ts';
import { type Fingerprint, fingerprint } from './fingerprint.ts';
import type { DatasetReport, FolderReport, PairReport } from './report.ts';

/** Files of A that are looked for in B, and pictures of each folder whose colours are compared. */
const [mostSought, mostPainted] = [200, 12] as const;

type Folders = { readonly a: string; readonly b?: string; readonly excluded?: readonly string[] | undefined };

export async function examineBriefly({ a, b, excluded }: Folders): Promise<Result<DatasetReport>> {
  const first = await scanFolder(a, excluded);
  if (!first.ok) return first;
  if (b === undefined) return succeed({ a: reportOn(a, first.value) });
  const second = await scanFolder(b, excluded);
  if (!second.ok) return second;
  const reports = { a: reportOn(a, first.value), b: reportOn(b, second.value) };
  const pair = await compareBriefly(first.value.pictures, second.value.pictures);
  return succeed(pair ? { ...reports, pair } : reports);
}

/** What is named like a picture counts as one; who decodes it finds out. */
const reportOn = (folder: string, { pictures, others }: FolderScan): FolderReport => ({
  folder,
  usable: pictures.length,
  unreadable: [],
  tooSmall: [],
  others,
  exactDuplicates: [],
  nearDuplicates: [],
});

async function compareBriefly(a: readonly string[], b: readonly string[]): Promise<PairReport | null> {
  const sought = spread(a, mostSought);
  const [painted, others] = [await paint(spread(a, mostPainted)), await paint(spread(b, mostPainted))];
  if (painted.length === 0 || others.length === 0) return null;
  return {
    shared: await presentIn(b, sought),
    sought: sought.length,
    brightnessOverlap: overlap(painted, others, 'brightness'),
    colourOverlap: overlap(painted, others, 'colour'),
    meanBrightness: { a: meanBrightness(painted), b: meanBrightness(others) },
  };
}

/** Up to `most` items at equal distances. */
const spread = <T>(items: readonly T[], most: number): T[] =>
  items.length <= most ? [...items] : Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)]!);

/** Those of the files whose content is among the others: only files of one length are read. */
async function presentIn(others: readonly string[], files: readonly string[]): Promise<string[]> {
  const known = new Set(others.map((path) => resolve(path)));
  const byLength = new Map<number, string[]>();
  for (const path of others) {
    const length = await lengthOf(path);
    byLength.set(length, [...(byLength.get(length) ?? []), path]);
  }
  const present: string[] = [];
  for (const path of files) {
    const alike = byLength.get(await lengthOf(path)) ?? [];
    if (known.has(resolve(path)) || (alike.length > 0 && (await holds(alike, path)))) present.push(path);
  }
  return present;
}

const lengthOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? -1;

/** Uncompressed pictures of one size are all of one length; the first few stand for them. */
const mostAlike = 8;

async function holds(paths: readonly string[], file: string): Promise<boolean> {
  const content = await contentOrNull(file);
  for (const path of spread(paths, mostAlike)) if (content !== null && (await contentOrNull(path)) === content) return true;
  return false;
}

const contentOrNull = (path: string): Promise<string | null> => contentOf(path).catch(() => null);

async function paint(paths: readonly string[]): Promise<Fingerprint[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'imago-check-'));
  try {
    const painted: Fingerprint[] = [];
    for (const path of paths) {
      const loaded = await loadPicture(path, scratch);
      if (loaded.ok) painted.push(fingerprint(loaded.value));
    }
    return painted;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
