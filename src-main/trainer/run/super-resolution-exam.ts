/** @file How well an upscaler enlarges pictures it has never seen; trainer process. */
import { basename } from 'node:path';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { createSession } from '../../runtime/session.ts';
import type { PictureFile } from '../data/batch-source.ts';
import { type Degradation, degrade } from '../data/degrade.ts';
import { loadPicture } from '../data/load-picture.ts';
import { crop, type Picture } from '../data/picture.ts';
import { resample } from '../data/resample.ts';
import { seedRandom } from '../random.ts';
import { detail } from './detail.ts';
import { upscalerPorts } from './export-upscaler.ts';
import { luminancePsnr } from './luminance-psnr.ts';
import type { Metrics } from './recipe.ts';
import { runPicture } from './run-picture.ts';

/** A photograph, the same made smaller, and that degraded, where restoring is learnt. */
export type Question = { readonly low: Picture; readonly high: Picture; readonly degraded: Picture | null };

type Asked = { readonly scale: number; readonly degraded: boolean };

/** A photograph as it is sent around. */
const typical: Degradation = { noise: 4, jpeg: { quality: 50, chroma: '4:2:0' } };
/** Side of the part that is measured, in pixels of the enlarged picture. */
const examSide = 384;

/** The middle of each held-out picture at half its size, and the same made smaller. */
export async function examFrom(files: readonly PictureFile[], { scale, degraded }: Asked, scratch: string): Promise<Question[]> {
  const questions: Question[] = [];
  for (const { path } of files) {
    const loaded = await loadPicture(path, scratch);
    if (!loaded.ok) continue;
    const { width, height } = loaded.value;
    const half = resample(loaded.value, Math.floor(width / 2), Math.floor(height / 2), 'lanczos');
    const [columns, rows] = [half.width, half.height].map((side) => Math.floor(Math.min(examSide, side) / scale)) as [number, number];
    const frame = { x: (half.width - columns * scale) >> 1, y: (half.height - rows * scale) >> 1, width: columns * scale, height: rows * scale };
    const high = crop(half, frame);
    const low = resample(high, columns, rows, 'bicubic');
    questions.push({ high, low, degraded: degraded ? await degrade(low, typical, seedRandom(0, `exam in ${basename(path)}`)) : null });
  }
  return questions;
}

/** What the network makes of each question, and how good that is. */
export type Answers = { readonly metrics: Metrics; readonly enlarged: readonly Picture[] };

/**
 * Means of PSNR in dB, that of bicubic enlargement beside it, and of the detail in what the network makes for each detail in
 * the photograph: below 1 it is softer. Where restoring is learnt, also both kinds of PSNR of the degraded ones, and those
 * are what is enlarged.
 */
export async function examine(model: Uint8Array, exam: readonly Question[], scale: number): Promise<Result<Answers>> {
  if (exam.length === 0) return succeed({ metrics: {}, enlarged: [] });
  const session = await createSession({ model, ...upscalerPorts }, 'cpu');
  if (!session.ok) return session;
  const metrics: Record<string, number> = {};
  const shown: Picture[] = [];
  const add = (name: string, value: number) => {
    metrics[name] = (metrics[name] ?? 0) + value / exam.length;
  };
  const score = async (low: Picture, high: Picture, kind: string): Promise<Result<Picture>> => {
    const enlarged = await runPicture(session.value, low);
    if (!enlarged.ok) return enlarged;
    add(`${kind}psnr`, luminancePsnr(enlarged.value, high, scale));
    add(`${kind}bicubic`, luminancePsnr(resample(low, high.width, high.height, 'bicubic'), high, scale));
    return enlarged;
  };
  for (const { low, high, degraded } of exam) {
    const clean = await score(low, high, '');
    if (!clean.ok) return clean;
    add('detail', detail(clean.value) / detail(high));
    const restored = degraded ? await score(degraded, high, 'degraded.') : clean;
    if (!restored.ok) return restored;
    shown.push(restored.value);
  }
  await session.value.release();
  return succeed({ metrics, enlarged: shown });
}

/** Enlarged as any program can do it. */
export const plainlyEnlarged = ({ low, high, degraded }: Question): Picture => resample(degraded ?? low, high.width, high.height, 'bicubic');
