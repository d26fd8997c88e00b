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
