/** @file A piece of a mask as a grid of bytes, at any resolution. Pure; used by the engine and the window. */

/** Bytes 0 to 255 in rows from the top, at whole places of a grid. */
export type Coverage = { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly values: Uint8Array };

/** A piece of the grid that lays `across` by `down` pixels, which need not be whole numbers, over the whole picture. */
export type MaskFrame = Omit<Coverage, 'values'> & { readonly across: number; readonly down: number };

/** The frame with `margin` pixels more on every side, as far as the picture reaches. */
export function widenFrame({ x, y, width, height, across, down }: MaskFrame, margin: number): MaskFrame {
  const [left, top] = [Math.max(0, x - margin), Math.max(0, y - margin)];
  const [right, bottom] = [Math.min(Math.ceil(across), x + width + margin), Math.min(Math.ceil(down), y + height + margin)];
  return { x: left, y: top, width: Math.max(right, x + width) - left, height: Math.max(bottom, y + height) - top, across, down };
}

/** The part of a box, given by its borders, that lies in the frame, in whole pixels; null where none does. */
export function partOf(frame: Omit<Coverage, 'values'>, left: number, top: number, right: number, bottom: number): Omit<Coverage, 'values'> | null {
  const x = Math.max(frame.x, Math.floor(left));
  const y = Math.max(frame.y, Math.floor(top));
  const width = Math.min(frame.x + frame.width, Math.ceil(right)) - x;
  const height = Math.min(frame.y + frame.height, Math.ceil(bottom)) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** An empty coverage for that part. */
export function coverageFor(frame: Omit<Coverage, 'values'>, left: number, top: number, right: number, bottom: number): Coverage | null {
  const part = partOf(frame, left, top, right, bottom);
  return part && { ...part, values: new Uint8Array(part.width * part.height) };
}
