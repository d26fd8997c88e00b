/**
 * @file Batches that teach to make days of nights: a night that was made of a day, spoilt, with that day cut alike, or a
 * real night with a day of its scene; trainer process.
 */
import { type Random, type RandomState, resumeRandom } from '../random.ts';
import type { BatchSource } from './batch-source.ts';
import { jitterExposure } from './expose-night.ts';
import { type NightFrame, sceneOf } from './night-frames.ts';
import type { CachedPicture } from './picture-cache.ts';
import { colours, type Picture, writeFloats } from './picture.ts';
import { cut, drawView, oneOf } from './relight-source.ts';
import { spoilNight } from './spoil-night.ts';
import type { StyleCode } from './style-code.ts';

export type CodedDay = { readonly path: string; readonly whole: CachedPicture; readonly code: StyleCode };
/** A day with the nights that were made of it, at least one. */
export type MadePair = { readonly day: CodedDay; readonly nights: readonly CachedPicture[] };

export type DaylightData = {
  readonly pairs: readonly MadePair[];
  /** By scene, those whose scene has days. */
  readonly nights: ReadonlyMap<string, readonly NightFrame[]>;
  readonly days: ReadonlyMap<string, readonly CodedDay[]>;
  readonly batch: number;
  /** Side of the crops in pixels. */
  readonly size: number;
};

type DaylightBatch = 'night' | 'day' | 'code' | 'made';

/** How often the night is a real one. */
const realShare = 0.3;
/** A crop shows most of a picture: it takes the place in it to tell a sky from a wall. */
const mostCrops = 1.7;
/** A real night is exposed less by up to so many stops, since nobody exposes those that the model is given. */
const briefestStops = 2.5;

/** See `daylightStep` for what is in a batch. */
export function daylightSource(data: DaylightData, from: RandomState): BatchSource<DaylightBatch, RandomState> {
  const { batch, size } = data;
  const random = resumeRandom(from);
  const lengths: Record<DaylightBatch, number> = { night: size * size * colours, day: size * size * colours, code: 4, made: 1 };
  return {
    async next() {
      const values = Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, new Float32Array(batch * length)])) as Record<DaylightBatch, Float32Array>;
      for (let index = 0; index < batch; index++) {
        const { night, day, code, made } = await drawLesson(data, random);
        for (const [name, picture] of Object.entries({ night, day })) writeFloats(picture, values[name as DaylightBatch], index * size * size * colours, [-1, 1]);
        values.code.set(code, index * code.length);
        values.made[index] = made ? 1 : 0;
      }
      return values;
    },
    state: () => random.state(),
  };
}

type Lesson = Readonly<Record<'night' | 'day', Picture>> & { readonly code: StyleCode; readonly made: boolean };

async function drawLesson({ pairs, nights, days, size }: DaylightData, random: Random): Promise<Lesson> {
  const normal = () => random.normal();
  const view = drawView(random, mostCrops);
  if (nights.size > 0 && random.uniform() < realShare) {
    const night = oneOf(oneOf([...nights.values()], random), random);
    const day = oneOf(days.get(sceneOf(night.path))!, random);
    const exposed = darker(jitterExposure(cut(night.copy, size, view), 1, normal), briefestStops * random.uniform() ** 2);
    return { night: exposed, day: cut(day.whole, size, view), code: day.code, made: false };
  }
  const { day, nights: made } = oneOf(pairs, random);
  const shown = cut(day.whole, size, view);
  return { night: await spoilNight(cut(oneOf(made, random), size, view), shown, random), day: shown, code: day.code, made: true };
}

function darker(picture: Picture, stops: number): Picture {
  const gain = 2 ** (-stops / 2.2);
  return { ...picture, samples: picture.samples.map((sample) => Math.round(sample * gain)) };
}
