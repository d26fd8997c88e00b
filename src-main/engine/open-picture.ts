/** @file A picture for the canvas and for jobs: decoded once, its raster kept beside its pyramid. Runs in the engine. */
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EngineCall, EngineResponse } from '../../src-shared/engine-messages.ts';
import type { ImageInfo } from '../../src-shared/image.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { decodeImage } from '../image-io/decode.ts';
import { checkRoom, pyramidBuildBytes, rasterBytes } from '../image-io/disk-room.ts';
import { hashFile } from '../image-io/hash-file.ts';
import { inspectImage } from '../image-io/inspect.ts';
import { buildPyramid } from '../image-io/pyramid.ts';

/** Leaves both files, or neither. */
export async function openPicture({ path, keep }: EngineCall<'open'>, signal: AbortSignal): Promise<Result<EngineResponse<'open'>>> {
  const inspected = await inspectImage(path);
  if (!inspected.ok) return inspected;
  const room = await checkRoom(dirname(keep.raster), bytesToOpen(inspected.value));
  if (!room.ok) return room;
  // The file is in the system's memory while it is decoded, so that reading it twice costs little.
  const [info, sha256] = await Promise.all([decodeImage(path, keep.raster, { signal }), hashFile(path)]);
  if (!info.ok) return info;
  let whole = false;
  try {
    const laidOut = sha256.ok ? await layOut(keep, info.value, sha256.value, signal) : sha256;
    whole = laidOut.ok;
    return laidOut;
  } finally {
    if (!whole) await rm(keep.raster, { force: true });
  }
}

async function layOut(keep: EngineCall<'open'>['keep'], info: ImageInfo, sha256: string, signal: AbortSignal): Promise<Result<EngineResponse<'open'>>> {
  const pyramid = await buildPyramid(keep.raster, keep.pyramid, { signal });
  return pyramid.ok ? succeed({ info, pyramid: pyramid.value, sha256 }) : pyramid;
}

function bytesToOpen({ width, height, colour, alpha, depth, orientation }: ImageInfo): number {
  const channels = ((colour === 'grey' ? 1 : 3) + (alpha ? 1 : 0)) as 1 | 2 | 3 | 4;
  const raster = rasterBytes({ width, height, channels, depth });
  return raster * (orientation > 1 ? 2 : 1) + pyramidBuildBytes({ width, height });
}
