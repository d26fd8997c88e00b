/** @file How well an upscaler enlarges pictures it has never seen; trainer process. */
import { type Result, succeed } from '../../../src-shared/result.ts';
import { createSession } from '../../runtime/session.ts';
import type { PictureFile } from '../data/batch-source.ts';
import { loadPicture } from '../data/load-picture.ts';
import { crop, type Picture } from '../data/picture.ts';
import { resample } from '../data/resample.ts';
import { detail } from './detail.ts';
import { upscalerPorts } from './export-upscaler.ts';
import { luminancePsnr } from './luminance-psnr.ts';
import type { Metrics } from './recipe.ts';
import { runPicture } from './run-picture.ts';

export type Question = { readonly low: Picture; readonly high: Picture };

/** Side of the part that is measured, in pixels of the enlarged picture. */
const examSide = 384;

/** The middle of each held-out picture at half its size, and the same made smaller. */
export async function examFrom(files: readonly PictureFile[], scale: number, scratch: string): Promise<Question[]> {
  const questions: Question[] = [];
  for (const { path } of files) {
    const loaded = await loadPicture(path, scratch);
    if (!loaded.ok) continue;
    const { width, height } = loaded.value;
    const half = resample(loaded.value, Math.floor(width / 2), Math.floor(height / 2), 'lanczos');
    const [columns, rows] = [half.width, half.height].map((side) => Math.floor(Math.min(examSide, side) / scale)) as [number, number];
    const frame = { x: (half.width - columns * scale) >> 1, y: (half.height - rows * scale) >> 1, width: columns * scale, height: rows * scale };
    const high = crop(half, frame);
    questions.push({ high, low: resample(high, columns, rows, 'bicubic') });
  }
  return questions;
}

/**
 * Means of PSNR in dB, that of bicubic enlargement beside it, and of the detail in what the network makes for each detail in
 * the photograph: below 1 it is softer.
 */
export async function examine(model: Uint8Array, exam: readonly Question[], scale: number): Promise<Result<Metrics>> {
  if (exam.length === 0) return succeed({});
  const session = await createSession({ model, ...upscalerPorts }, 'cpu');
  if (!session.ok) return session;
  const metrics = { psnr: 0, bicubic: 0, detail: 0 };
  for (const { low, high } of exam) {
    const enlarged = await runPicture(session.value, low);
    if (!enlarged.ok) return enlarged;
    metrics.psnr += luminancePsnr(enlarged.value, high, scale) / exam.length;
    metrics.bicubic += luminancePsnr(resample(low, high.width, high.height, 'bicubic'), high, scale) / exam.length;
    metrics.detail += detail(enlarged.value) / detail(high) / exam.length;
  }
  await session.value.release();
  return succeed(metrics);
}
