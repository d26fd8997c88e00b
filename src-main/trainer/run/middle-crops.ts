/** @file The middle of pictures, cut as a training sees them, for measuring and previews; trainer process. */
import type { PictureFile } from '../data/batch-source.ts';
import { type CropData, wholePicture } from '../data/crop-source.ts';
import { type PictureCache, readFrame } from '../data/picture-cache.ts';
import type { Picture } from '../data/picture.ts';

/** Files that cannot be decoded are left out. */
export async function middleCrops(files: readonly PictureFile[], data: Pick<CropData, 'size' | 'shorterSide'>, cache: PictureCache): Promise<Picture[]> {
  const crops: Picture[] = [];
  for (const { path } of files) {
    const copies = await cache.copies(path, wholePicture(data));
    if (!copies.ok) continue;
    const { whole } = copies.value;
    const { size } = data;
    crops.push(readFrame(whole, { x: (whole.width - size) >> 1, y: (whole.height - size) >> 1, width: size, height: size }));
  }
  return crops;
}

/** At most `count` of a list, evenly spread over it. */
export function spread<T>(list: readonly T[], count: number): T[] {
  const taken = Math.min(count, list.length);
  return Array.from({ length: taken }, (_, index) => list[Math.floor(((index + 0.5) * list.length) / taken)]!);
}
