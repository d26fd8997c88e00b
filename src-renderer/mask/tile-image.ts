/** @file A tile of a mask as a picture: its values as opacity, or its contour. Worker of the renderer. */
import type { MaskFrame } from '../../src-shared/mask/frame.ts';

const half = 128;
/** Used for every tile, so that megabytes of them do not wait for the garbage collector. */
let shared = new Uint8ClampedArray(0);

/** `values` are those of `around`, which holds `frame`. Opaque white is covered; a contour is white inside and black outside. */
export function tileImage(values: Uint8Array, around: MaskFrame, frame: MaskFrame, outline: boolean): ImageBitmap {
  const { width, height } = frame;
  if (shared.length < width * height * 4) shared = new Uint8ClampedArray(width * height * 4);
  const pixels = shared.subarray(0, width * height * 4);
  const [left, top] = [frame.x - around.x, frame.y - around.y];
  for (let y = 0, to = 0; y < height; y += 1)
    for (let x = 0, at = (y + top) * around.width + left; x < width; x += 1, at += 1, to += 4) {
      const value = values[at]!;
      const inside = value >= half;
      const alpha = outline ? (isContour(values, around, at, x + left, y + top, inside) ? 255 : 0) : value;
      pixels.fill(outline && !inside ? 0 : 255, to, to + 3);
      pixels[to + 3] = alpha;
    }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas.transferToImageBitmap();
}

function isContour(values: Uint8Array, { width, height }: MaskFrame, at: number, x: number, y: number, inside: boolean): boolean {
  return (
    (x > 0 && values[at - 1]! >= half !== inside) ||
    (x < width - 1 && values[at + 1]! >= half !== inside) ||
    (y > 0 && values[at - width]! >= half !== inside) ||
    (y < height - 1 && values[at + width]! >= half !== inside)
  );
}
