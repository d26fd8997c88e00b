/** @file A step's source as the whole picture, for tests of steps. */
import { succeed } from '../../src-shared/result.ts';
import { frameAt, wholePlace } from '../engine/mask/place.ts';
import type { WholePicture } from '../engine/steps/step.ts';
import { readRasterDirectory } from '../image-io/raster.ts';

export async function wholeSource(source: string): Promise<WholePicture> {
  const { shape } = await readRasterDirectory(source);
  return { frame: frameAt(wholePlace(shape), 1, shape), key: source, raster: () => Promise.resolve(succeed(source)) };
}
