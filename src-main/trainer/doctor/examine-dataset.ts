/** @file Looks through the folders of a training and reports on them; command line and trainer process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cancelled } from '../../image-io/file-failure.ts';
import type { Failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { readSmallPicture } from '../../image-io/small-picture.ts';
import type { PictureFile } from '../data/batch-source.ts';
import { isTooSmall, readHeader } from '../data/examine-folder.ts';
import { loadPicture } from '../data/load-picture.ts';
import type { Picture } from '../data/picture.ts';
import { type FolderScan, scanFolder } from '../data/scan-folder.ts';
import { exactDuplicates, meanBrightness, nearDuplicates, overlap, type Seen, shared } from './compare.ts';
import { contentOf } from './content.ts';
import { fingerprint } from './fingerprint.ts';
import type { DatasetReport, FolderReport } from './report.ts';

/** Long side in pixels at which pictures are looked at: JPEG is decoded many times faster so. */
const lookedAtSide = 256;

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
  /** The pictures of a folder that can be used. */
  readonly onUsable?: (folder: string, paths: readonly string[]) => void;
};

export async function examineDataset({ a, b, smallestSide, excluded, signal, onProgress, onUsable }: ExamineDataset): Promise<Result<DatasetReport>> {
  const scans: { folder: string; scan: FolderScan }[] = [];
  for (const folder of b === undefined ? [a] : [a, b]) {
    const scan = await scanFolder(folder, excluded);
    if (!scan.ok) return scan;
    scans.push({ folder, scan: scan.value });
  }
  const total = scans.reduce((sum, { scan }) => sum + scan.pictures.length, 0);
  let done = 0;
  const scratch = await mkdtemp(join(tmpdir(), 'imago-check-'));
  try {
    const folders: { report: FolderReport; seen: Seen[] }[] = [];
    for (const { folder, scan } of scans) {
      const seen: Seen[] = [];
      const tooSmall: PictureFile[] = [];
      const unreadable: { path: string; failure: Failure }[] = [];
      for (const path of scan.pictures) {
        if (signal?.aborted) return failWith(cancelled());
        const header = await readHeader(path);
        if (header.ok && isTooSmall(header.value, smallestSide)) tooSmall.push(header.value);
        else {
          const looked = header.ok ? await look(path, scratch, signal) : header;
          if (looked.ok) seen.push(looked.value);
          else unreadable.push({ path, failure: looked.error });
        }
        onProgress?.(++done, total);
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

async function look(path: string, scratch: string, signal?: AbortSignal): Promise<Result<Seen>> {
  const small = await readSmallPicture(path, lookedAtSide);
  const loaded = small ? succeed<Picture>(small) : await loadPicture(path, scratch, signal);
  if (!loaded.ok) return loaded;
  return succeed({ path, content: await contentOf(path), ...fingerprint(loaded.value) });
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
