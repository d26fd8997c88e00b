/** @file Nights as a relighting is taught by them: exposed, each with its style code, by scene; trainer process. */
import { basename } from 'node:path';
import type { PictureFile } from './batch-source.ts';
import { exposeNight } from './expose-night.ts';
import { type CachedPicture, type CopyRecipe, type PictureCache, readFrame } from './picture-cache.ts';
import type { Picture } from './picture.ts';
import { resample } from './resample.ts';
import { skyOf } from './sky.ts';
import { lightToDarkStops, type StyleCode, styleCodeOf } from './style-code.ts';

/**
 * The scene of a frame: its file's name up to the last dash, so that `harbour-01.jpg` and `harbour-02.jpg` show one. A
 * name without a dash is a scene of its own.
 */
export function sceneOf(path: string): string {
  const name = basename(path).replace(/\.[^.]*$/, '');
  const dash = name.lastIndexOf('-');
  return dash > 0 ? name.slice(0, dash) : name;
}

export function byScene<T extends { readonly path: string }>(files: readonly T[]): Map<string, T[]> {
  const scenes = new Map<string, T[]>();
  for (const file of files) scenes.set(sceneOf(file.path), [...(scenes.get(sceneOf(file.path)) ?? []), file]);
  return scenes;
}

export type NightFrame = { readonly path: string; readonly copy: CachedPicture; readonly code: StyleCode };

/** Below this many stops from its middle to its lights a night teaches no light. */
const fewestStops = 1.5;

/** Nights that can be decoded and have lights, all of them exposed. */
export async function nightFrames(files: readonly PictureFile[], shorterSide: number, cache: PictureCache, onDull: (path: string) => void): Promise<NightFrame[]> {
  const frames: NightFrame[] = [];
  for (const { path } of files) {
    const copies = await cache.copies(path, exposedCopy(shorterSide));
    if (!copies.ok) continue;
    const copy = copies.value.whole;
    const picture = wholeOf(copy);
    if (lightToDarkStops(picture) < fewestStops) onDull(path);
    else frames.push({ path, copy, code: styleCodeOf(picture) });
  }
  return frames;
}

export type DayFrame = { readonly path: string; readonly whole: CachedPicture; readonly sky: CachedPicture };

/** Days that can be decoded, with where their sky is. */
export async function dayFrames(files: readonly PictureFile[], shorterSide: number, cache: PictureCache): Promise<DayFrame[]> {
  const frames: DayFrame[] = [];
  for (const { path } of files) {
    const copies = await cache.copies(path, dayCopies(shorterSide));
    if (copies.ok) frames.push({ path, ...copies.value });
  }
  return frames;
}

export const wholeOf = (copy: CachedPicture): Picture => readFrame(copy, { x: 0, y: 0, width: copy.width, height: copy.height });

const exposedCopy = (shorterSide: number): CopyRecipe<'whole'> => ({
  id: `exposed night, shorter side ${shorterSide}`,
  names: ['whole'],
  make: (picture) => ({ whole: exposeNight(shrunk(picture, shorterSide)) }),
});

/** A day or what was made of one, as it is. */
export const plainCopy = (shorterSide: number): CopyRecipe<'whole'> => ({
  id: `plain, shorter side ${shorterSide}`,
  names: ['whole'],
  make: (picture) => ({ whole: shrunk(picture, shorterSide) }),
});

const dayCopies = (shorterSide: number): CopyRecipe<'whole' | 'sky'> => ({
  id: `day with sky, shorter side ${shorterSide}`,
  names: ['whole', 'sky'],
  make(picture) {
    const whole = shrunk(picture, shorterSide);
    return { whole, sky: skyOf(whole) };
  },
});

/** Never enlarged. */
function shrunk(picture: Picture, shorterSide: number): Picture {
  const ratio = Math.min(1, shorterSide / Math.min(picture.width, picture.height));
  return resample(picture, Math.round(picture.width * ratio), Math.round(picture.height * ratio), 'lanczos');
}
