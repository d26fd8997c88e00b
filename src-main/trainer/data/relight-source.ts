/**
 * @file Batches that teach to relight: a day, a night whose look it should take, and another night to be told from;
 * trainer process. Where the day's scene has nights, day and night are cut alike, so that lamps lie where they are.
 */
import { type Random, type RandomState, resumeRandom } from '../random.ts';
import type { BatchSource } from './batch-source.ts';
import { jitterExposure } from './expose-night.ts';
import { type DayFrame, type NightFrame, sceneOf } from './night-frames.ts';
import { type CachedPicture, readFrame } from './picture-cache.ts';
import { colours, flip, type Frame, type Picture, writeFloats } from './picture.ts';
import { resample } from './resample.ts';
import { lumaHistogram, percentile } from './style-code.ts';

export type RelightData = {
  /** By scene; at least one scene with a night. */
  readonly days: ReadonlyMap<string, readonly DayFrame[]>;
  readonly nights: ReadonlyMap<string, readonly NightFrame[]>;
  /** Days that have no night. */
  readonly photographs: readonly DayFrame[];
  readonly batch: number;
  /** Side of the crops in pixels. */
  readonly size: number;
};

type RelightBatch = 'day' | 'night' | 'real' | 'code' | 'sky' | 'ceiling' | 'paired';

/** How often the day is one of the photographs, where a scene could be shown as well. */
const photographShare = 0.4;
/** A picture's shorter side is this many crops, so that crops show wholes and details. */
const [fewestCrops, mostCrops] = [1, 2.5];
/** A night's sky is no brighter than this share of its pixels. */
const skyShare = 0.3;

/** The shorter side that copies need to have for crops of this size. */
export const relightShorterSide = (size: number): number => Math.round(size * mostCrops);

/** See `relightStep` for what is in a batch. */
export function relightSource(data: RelightData, from: RandomState): BatchSource<RelightBatch, RandomState> {
  const { batch, size } = data;
  const random = resumeRandom(from);
  const lengths: Record<RelightBatch, number> = { day: size * size * colours, night: size * size * colours, real: size * size * colours, code: 4, sky: size * size, ceiling: 1, paired: 1 };
  return {
    next() {
      const values = Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, new Float32Array(batch * length)])) as Record<RelightBatch, Float32Array>;
      for (let index = 0; index < batch; index++) {
        const { day, night, real, sky, code, paired } = drawLesson(data, random);
        for (const [name, picture] of Object.entries({ day, night, real })) writeFloats(picture, values[name as RelightBatch], index * size * size * colours, [-1, 1]);
        values.sky.set(Float32Array.from({ length: size * size }, (_, pixel) => sky.samples[pixel * colours]! / 255), index * size * size);
        values.code.set(code, index * code.length);
        values.ceiling[index] = percentile(lumaHistogram(night), skyShare) / 255;
        values.paired[index] = paired ? 1 : 0;
      }
      return Promise.resolve(values);
    },
    state: () => random.state(),
  };
}

type Lesson = Readonly<Record<'day' | 'night' | 'real' | 'sky', Picture>> & { readonly code: readonly number[]; readonly paired: boolean };

function drawLesson({ days, nights, photographs, size }: RelightData, random: Random): Lesson {
  const normal = () => random.normal();
  const drawNight = () => oneOf(oneOf([...nights.values()], random), random);
  const target = drawNight();
  const known = days.get(sceneOf(target.path)) ?? [];
  const paired = known.length > 0 && !(photographs.length > 0 && random.uniform() < photographShare);
  const day = oneOf(paired ? known : photographs.length > 0 ? photographs : [...days.values()].flat(), random);
  const view = drawView(random);
  return {
    day: jitterExposure(cut(day.whole, size, view), 1, normal),
    sky: cut(day.sky, size, view),
    night: cut(target.copy, size, paired ? view : drawView(random)),
    real: jitterExposure(cut(drawNight().copy, size, drawView(random)), 0.5, normal),
    code: target.code,
    paired,
  };
}

export const oneOf = <T>(list: readonly T[], random: Random): T => list[random.integer(list.length)]!;

/** `zoom` is the shorter side in crops; the place is a share of what is left beside the crop. */
export type View = { readonly zoom: number; readonly across: number; readonly down: number; readonly flipped: boolean };

export function drawView(random: Random, closest = mostCrops): View {
  const zoom = fewestCrops * (closest / fewestCrops) ** random.uniform();
  return { zoom, across: random.uniform(), down: random.uniform(), flipped: random.integer(2) === 1 };
}

/** What a view shows, as a crop of this size; of a small picture the whole shorter side. */
export function cut(copy: CachedPicture, size: number, { zoom, across, down, flipped }: View): Picture {
  const side = Math.max(1, Math.round(Math.min(copy.width, copy.height) / zoom));
  const frame: Frame = { x: Math.round(across * (copy.width - side)), y: Math.round(down * (copy.height - side)), width: side, height: side };
  const shown = resample(readFrame(copy, frame), size, size, 'lanczos');
  return flipped ? flip(shown) : shown;
}
