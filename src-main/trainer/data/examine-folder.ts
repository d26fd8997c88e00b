/** @file Reads the headers of a training folder and sorts its files into usable and not; trainer process and command line. */
import type { Failure } from '../../../src-shared/failure.ts';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { inspectImage } from '../../image-io/inspect.ts';
import type { PictureFile } from './batch-source.ts';
import { scanFolder } from './scan-folder.ts';

export type ExaminedFolder = {
  readonly usable: readonly PictureFile[];
  readonly unreadable: readonly { readonly path: string; readonly failure: Failure }[];
  /** Pictures with a side below the smallest. */
  readonly tooSmall: readonly PictureFile[];
  /** Files that are not named like pictures. */
  readonly others: readonly string[];
};

/** Excluded files are as if they were not there; a relative name counts from the working directory. */
export async function examineFolder(folder: string, smallestSide: number, excluded: readonly string[] = []): Promise<Result<ExaminedFolder>> {
  const scan = await scanFolder(folder, excluded);
  if (!scan.ok) return scan;
  const usable: PictureFile[] = [];
  const tooSmall: PictureFile[] = [];
  const unreadable: { path: string; failure: Failure }[] = [];
  for (const path of scan.value.pictures) {
    const header = await readHeader(path);
    if (!header.ok) unreadable.push({ path, failure: header.error });
    else (isTooSmall(header.value, smallestSide) ? tooSmall : usable).push(header.value);
  }
  return succeed({ usable, unreadable, tooSmall, others: scan.value.others });
}

export async function readHeader(path: string): Promise<Result<PictureFile>> {
  const inspected = await inspectImage(path);
  if (!inspected.ok) return inspected;
  const { width, height } = inspected.value;
  return succeed({ path, width, height });
}

export const isTooSmall = ({ width, height }: PictureFile, smallestSide: number): boolean => Math.min(width, height) < smallestSide;
