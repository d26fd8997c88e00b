/** @file Refuses before the work what the disk has no room for; engine process. */
import { statfs } from 'node:fs/promises';
import { failure } from '../../src-shared/failure.ts';
import { type Pyramid, pyramidLevels, tileBytes } from '../../src-shared/pyramid.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { type RasterShape, rowBytes } from './raster-file.ts';

export const rasterBytes = (shape: RasterShape): number => rowBytes(shape) * shape.height;

/** The most that a pyramid takes while it is built: its tiles, and the picture converted for the screen. */
export function pyramidBuildBytes({ width, height }: Pyramid): number {
  return width * height * 4 + pyramidLevels({ width, height }).at(-1)!.offset + tileBytes;
}

/** A file system that does not tell its room is trusted to have some. */
export async function checkRoom(folder: string, bytes: number): Promise<Result<null>> {
  const free = await statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Infinity,
  );
  if (bytes <= free) return succeed(null);
  return failWith(
    failure('disk-full', `The disk has too little room: this picture needs ${amount(bytes, Math.ceil)} in ${folder}, ${amount(free, Math.floor)} are free.`, {
      advice: 'Free some space there, then try again.',
    }),
  );
}

/** Rounded so that what is needed never reads as what is free. */
const amount = (bytes: number, round: (value: number) => number): string =>
  bytes < 1e9 ? `${round(bytes / 1e6)} MB` : `${(round(bytes / 1e8) / 10).toFixed(1)} GB`;
