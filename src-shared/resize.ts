/** @file The size of a saved picture, where it is to be smaller than the result. Pure; used by every process. */
import { z } from 'zod';

export const resizeSchema = z.discriminatedUnion('by', [
  /** Pixels of the longer side. */
  z.object({ by: z.literal('long-side'), pixels: z.number().int().min(1).max(1_000_000) }),
  /** Percent of each side. */
  z.object({ by: z.literal('percent'), percent: z.number().min(1).max(100) }),
]);
export type Resize = z.infer<typeof resizeSchema>;

type Size = { readonly width: number; readonly height: number };

/** Never larger than `size`: enlarging is an upscaler's work. The sides keep their ratio to the nearest pixel. */
export function resizedSize({ width, height }: Size, resize: Resize | undefined): Size {
  if (!resize) return { width, height };
  const factor = Math.min(1, resize.by === 'percent' ? resize.percent / 100 : resize.pixels / Math.max(width, height));
  const side = (pixels: number) => Math.max(1, Math.round(pixels * factor));
  return { width: side(width), height: side(height) };
}
