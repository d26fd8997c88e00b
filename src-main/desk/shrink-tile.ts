/** @file Makes the smallest level of a pyramid as small as lists of pictures show it. Pure; used by main. */
import { tileSize } from '../../src-shared/pyramid.ts';

type Size = { readonly width: number; readonly height: number };

/**
 * Means over the boxes of pixels that fall together, weighed by their opacity.
 * `tile`: RGBA rows of `tileSize` pixels, straight alpha, of which `from` is picture; `to` is no larger. Gives RGBA rows without padding.
 */
export function shrinkTile(tile: Uint8Array, from: Size, to: Size): Uint8Array<ArrayBuffer> {
  const shrunk = new Uint8Array(to.width * to.height * 4);
  for (let y = 0; y < to.height; y += 1) {
    const [top, bottom] = [Math.floor((y * from.height) / to.height), Math.floor(((y + 1) * from.height) / to.height)];
    for (let x = 0; x < to.width; x += 1) {
      const [left, right] = [Math.floor((x * from.width) / to.width), Math.floor(((x + 1) * from.width) / to.width)];
      meanInto(shrunk, (y * to.width + x) * 4, tile, { left, top, right, bottom });
    }
  }
  return shrunk;
}

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

function meanInto(target: Uint8Array, at: number, tile: Uint8Array, { left, top, right, bottom }: Box): void {
  let [red, green, blue, opacity] = [0, 0, 0, 0];
  for (let y = top; y < bottom; y += 1)
    for (let from = (y * tileSize + left) * 4, end = (y * tileSize + right) * 4; from < end; from += 4) {
      const alpha = tile[from + 3]!;
      red += tile[from]! * alpha;
      green += tile[from + 1]! * alpha;
      blue += tile[from + 2]! * alpha;
      opacity += alpha;
    }
  if (opacity === 0) return;
  target[at] = Math.round(red / opacity);
  target[at + 1] = Math.round(green / opacity);
  target[at + 2] = Math.round(blue / opacity);
  target[at + 3] = Math.round(opacity / ((right - left) * (bottom - top)));
}
