/** @file How a relighting generator does on scenes that it has never seen, in numbers and as pictures; trainer process. */
import { type Result, succeed } from '../../../src-shared/result.ts';
import type { Look } from '../../../src-shared/model.ts';
import { createTrainingSession } from '../../runtime/training-session.ts';
import { colours, crop, type Picture } from '../data/picture.ts';
import { resample } from '../data/resample.ts';
import { lightToDarkStops } from '../data/style-code.ts';
import { median } from '../median.ts';
import { darkened, nightDistance, structureKept } from '../night-measures.ts';
import type { Metrics } from './recipe.ts';
import { fromPlanes, toPlanes } from './run-picture.ts';

/** A day and the look that it is to have. */
export type RelightQuestion = { readonly day: Picture; readonly code: readonly number[] };

/** Sides must be multiples of 16. */
export async function relightAll(model: Uint8Array, questions: readonly RelightQuestion[]): Promise<Result<Picture[]>> {
  const session = await createTrainingSession(model, 'cpu', 1);
  if (!session.ok) return session;
  const relit: Picture[] = [];
  const whole = { shape: [], values: Float32Array.of(1) };
  for (const { day, code } of questions) {
    const { width, height, data } = toPlanes(day);
    const style = { shape: [1, code.length], values: Float32Array.from(code) };
    const result = await session.value.run({ input: { shape: [1, colours, height, width], values: data }, style, ambient: whole, lights: whole });
    if (!result.ok) return result;
    relit.push(fromPlanes({ width, height, data: result.value['output']!.values }));
  }
  await session.value.release();
  return succeed(relit);
}

/** One look after another, so that the whole is a mix of them. */
export const inTurn = (days: readonly Picture[], looks: readonly Look[]): RelightQuestion[] => days.map((day, index) => ({ day, code: looks[index % looks.length]!.code }));

export const byLooks = (day: Picture, looks: readonly Look[]): RelightQuestion[] => looks.map(({ code }) => ({ day, code }));

const [shownWidth, shownHeight] = [240, 160];

/** The middle of a picture, of the size that examinations show and measure. */
export function framed(picture: Picture): Picture {
  const ratio = Math.max(shownWidth / picture.width, shownHeight / picture.height);
  const [width, height] = [picture.width, picture.height].map((side) => Math.ceil(side * ratio - 1e-9)) as [number, number];
  return crop(resample(picture, width, height, 'lanczos'), { x: (width - shownWidth) >> 1, y: (height - shownHeight) >> 1, width: shownWidth, height: shownHeight });
}

/** `distance` to real nights of the same scenes, beside that of plain darkening; `stops` from middle to lights; `structure` kept. */
export function relightMetrics(days: readonly Picture[], relit: readonly Picture[], nights: readonly Picture[]): Metrics {
  return {
    distance: nightDistance(relit, nights),
    darkenedDistance: nightDistance(days.map(darkened), nights),
    stops: median(relit.map(lightToDarkStops)),
    structure: days.reduce((sum, day, index) => sum + structureKept(day, relit[index]!), 0) / days.length,
  };
}
