/** @file Looks through the folders of a training and reports on them; command line and trainer process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cancelled } from '../../image-io/file-failure.ts';
import type { Failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import type { PictureFile } from '../data/batch-source.ts';
import { type FolderScan, scanFolder } from '../data/scan-folder.ts';
import { exactDuplicates, meanBrightness, nearDuplicates, overlap, type Seen, shared } from './compare.ts';
import { openKnownLooks } from './known-looks.ts';
import { lookOnce, statesOf } from './look.ts';
import { mapSome } from './map-some.ts';
import type { DatasetReport, FolderReport } from './report.ts';

export type ExamineDataset = {
  readonly a: string;
  /** The other side of a translation. */
  readonly b?: string;
  /** Pixels that a picture needs on each side. */
  readonly smallestSide: number;
  /** Files that are as if they were not there. */
  readonly excluded?: readonly string[];
  readonly signal?: AbortSignal;
  /** Pictures looked at so far, of all. */
  readonly onProgress?: (done: number, total: number) => void;
  /** A folder of caches for what was seen of the files; without it all are looked at anew. */
  readonly knownLooks?: string;
  /** The pictures of a folder that can be used. */
  readonly onUsable?: (folder: string, paths: readonly string[]) => void;
};

export async function examineDataset({ a, b, smallestSide, excluded, signal, onProgress, onUsable, knownLooks }: ExamineDataset): Promise<Result<DatasetReport>> {
  const scans: { folder: string; scan: FolderScan }[] = [];
  for (const folder of b === undefined ? [a] : [a, b]) {
    const scan = await scanFolder(folder, excluded);
    if (!scan.ok) return scan;
    scans.push({ folder, scan: scan.value });
  }
  const total = scans.reduce((sum, { scan }) => sum + scan.pictures.length, 0);
  let done = 0;
  const states = await statesOf(scans.flatMap(({ scan }) => scan.pictures));
  const scratch = await mkdtemp(join(tmpdir(), 'imago-check-'));
  try {
    const folders: { report: FolderReport; seen: Seen[] }[] = [];
    for (const { folder, scan } of scans) {
      const known = await openKnownLooks(knownLooks ?? null, resolve(folder));
      const seen: Seen[] = [];
      const tooSmall: PictureFile[] = [];
      const unreadable: { path: string; failure: Failure }[] = [];
      const findings = await mapSome(scan.pictures, signal, async (path) => {
        const found = await lookOnce(path, { states, known, smallestSide, scratch, signal });
        if (!signal?.aborted) onProgress?.(++done, total);
        return found;
      });
      await known.save();
      if (signal?.aborted) return failWith(cancelled());
      for (const [index, found] of findings.entries()) {
        if (!found.ok) unreadable.push({ path: scan.pictures[index]!, failure: found.error });
        else if ('content' in found.value) seen.push(found.value);
        else tooSmall.push(found.value);
      }
      onUsable?.(folder, seen.map(({ path }) => path));
      const counted = { folder, usable: seen.length, unreadable, tooSmall, others: scan.others };
      folders.push({ report: { ...counted, exactDuplicates: exactDuplicates(seen), nearDuplicates: nearDuplicates(seen) }, seen });
    }
    return succeed(together(folders));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function together([first, second]: readonly { report: FolderReport; seen: readonly Seen[] }[]): DatasetReport {
  const [a, b] = [first!, second];
  if (!b) return { a: a.report };
  if (a.seen.length === 0 || b.seen.length === 0) return { a: a.report, b: b.report };
  return {
    a: a.report,
    b: b.report,
    pair: {
      shared: shared(a.seen, b.seen),
      brightnessOverlap: overlap(a.seen, b.seen, 'brightness'),
      colourOverlap: overlap(a.seen, b.seen, 'colour'),
      meanBrightness: { a: meanBrightness(a.seen), b: meanBrightness(b.seen) },
    },
  };
}
