/** @file A rectangle of whole pixels in a picture. Pure; used by every process. */
import { z } from 'zod';

export const regionSchema = z.object({
  x: z.number().int().nonnegative(),
  y: z.number().int().nonnegative(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type Region = z.infer<typeof regionSchema>;

/** Pixels a side that become one before a preview is computed. */
export const shrinkSchema = z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)]);
export type Shrink = z.infer<typeof shrinkSchema>;

type Size = { readonly width: number; readonly height: number };

/** The part of a region that lies in a picture; null where none does. */
export function cutRegion({ x, y, width, height }: Region, picture: Size): Region | null {
  const [right, bottom] = [Math.min(x + width, picture.width), Math.min(y + height, picture.height)];
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : null;
}

/** The region with `margin` pixels more on every side, its borders moved outwards to multiples of `step`, cut to the picture. */
export function growRegion({ x, y, width, height }: Region, margin: number, step: number, picture: Size): Region {
  const left = Math.max(0, Math.floor((x - margin) / step) * step);
  const top = Math.max(0, Math.floor((y - margin) / step) * step);
  const right = Math.min(picture.width, Math.ceil((x + width + margin) / step) * step);
  const bottom = Math.min(picture.height, Math.ceil((y + height + margin) / step) * step);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Whether they share more than a border. */
export const touches = (a: Region, b: Region): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** What they share; they touch. */
export function intersection(a: Region, b: Region): Region {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  return { x, y, width: Math.min(a.x + a.width, b.x + b.width) - x, height: Math.min(a.y + a.height, b.y + b.height) - y };
}

/** The smallest one that holds both. */
export function joinRegions(a: Region, b: Region): Region {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
}
