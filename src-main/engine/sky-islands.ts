/** @file Fills what is in the midst of a sky, such as a cloud with hard edges. Pure; runs in the engine. */
import type { Size } from './light-cells.ts';

/** Pixels of a mask's soft border beyond its middle. */
const softness = 2;

/** A mask in [0, 1] where all from which no way leads to the bottom of the picture outside of the sky is sky as well; as it was where all of the bottom is sky, since that is a backdrop. */
export function withoutIslands(mask: Float32Array, { width, height }: Size): Float32Array {
  const ground = new Uint8Array(mask.length);
  const waiting: number[] = [];
  const visit = (pixel: number) => {
    if (ground[pixel] === 1 || mask[pixel]! > 0.5) return;
    ground[pixel] = 1;
    waiting.push(pixel);
  };
  for (let x = 0; x < width; x += 1) visit(width * (height - 1) + x);
  for (let pixel = waiting.pop(); pixel !== undefined; pixel = waiting.pop()) {
    const x = pixel % width;
    if (x > 0) visit(pixel - 1);
    if (x < width - 1) visit(pixel + 1);
    if (pixel >= width) visit(pixel - width);
    if (pixel < width * (height - 1)) visit(pixel + width);
  }
  if (!ground.includes(1)) return mask;
  const filled = mask.slice();
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    if (mask[pixel]! > 0.5 || ground[pixel] === 1) continue;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    for (let row = Math.max(0, y - softness); row <= Math.min(height - 1, y + softness); row += 1) {
      for (let column = Math.max(0, x - softness); column <= Math.min(width - 1, x + softness); column += 1) {
        if (ground[row * width + column] === 0) filled[row * width + column] = 1;
      }
    }
  }
  return filled;
}
