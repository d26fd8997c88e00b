/** @file Reads the header of a picture; engine process and command line. */
import type { ImageInfo } from '../../src-shared/image.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { examine } from './examine.ts';

export async function inspectImage(path: string): Promise<Result<ImageInfo>> {
  const examined = await examine(path);
  return examined.ok ? succeed(examined.value.info) : examined;
}
