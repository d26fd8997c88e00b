/** @file Reads the header of a picture, and on request every pixel; engine process and command line. */
import type { ImageInfo } from '../../src-shared/image.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { damagedPixels, examine, openingOptions } from './examine.ts';
import { readEveryRow } from './read-every-row.ts';

/** `whole`: a picture that ends before its last pixel, or is damaged so that other programs cannot open it, is a failure. */
export async function inspectImage(path: string, whole = false): Promise<Result<ImageInfo>> {
  const examined = await examine(path);
  if (!examined.ok) return examined;
  const { info, metadata, source } = examined.value;
  if (whole) {
    try {
      await readEveryRow(source, metadata.height, openingOptions(info.format));
    } catch (error) {
      return failWith(damagedPixels(path, error));
    }
  }
  return succeed(info);
}
