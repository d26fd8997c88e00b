/** @file The edge of a mask: inverted, grown or shrunk, feathered. Pure; used by the engine and the window. */
import type { Mask } from '../mask.ts';
import { featherReach, feather } from './feather.ts';
import type { MaskFrame } from './frame.ts';
import { grow } from './grow.ts';

/** Lengths are pixels of the frame. */
export type MaskEdge = Pick<Mask, 'inverted' | 'grow' | 'feather'>;

/** An edge for a frame whose pixels are `scale` to one pixel of the mask and side. */
export const scaleEdge = (edge: MaskEdge, scale: number): MaskEdge => ({ inverted: edge.inverted, grow: edge.grow * scale, feather: edge.feather * scale });

/** Pixels around a frame that its edge depends on. */
export const edgeReach = (edge: MaskEdge): number => (edge.grow === 0 ? 0 : Math.ceil(Math.abs(edge.grow)) + 1) + featherReach(edge.feather);

/** `values` are those of `wide`, which is `frame` with its reach around it; may be written over. Gives those of `frame`. */
export function finishEdge(values: Uint8Array, wide: MaskFrame, frame: MaskFrame, edge: MaskEdge): Uint8Array {
  if (edge.inverted) invert(values);
  if (edge.grow < 0) invert(values);
  if (edge.grow !== 0) grow(values, wide.width, Math.abs(edge.grow));
  if (edge.grow < 0) invert(values);
  feather(values, wide.width, edge.feather);
  return cut(values, wide, frame);
}

function invert(values: Uint8Array): void {
  for (let index = 0; index < values.length; index += 1) values[index] = 255 - values[index]!;
}

function cut(values: Uint8Array, wide: MaskFrame, { x, y, width, height }: MaskFrame): Uint8Array {
  if (width === wide.width && height === wide.height) return values;
  const inner = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const from = (y + row - wide.y) * wide.width + x - wide.x;
    inner.set(values.subarray(from, from + width), row * width);
  }
  return inner;
}
