/** @file How much fine detail a picture has, whether it is true or not; what blurs lowers it. Pure; trainer process. */
import { colours, type Picture } from '../data/picture.ts';

/** Mean size of the Laplacian of the green channel, in steps of 8 bits. */
export function detail({ width, height, samples }: Picture): number {
  const green = (x: number, y: number): number => samples[(y * width + x) * colours + 1]!;
  let sum = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) sum += Math.abs(4 * green(x, y) - green(x - 1, y) - green(x + 1, y) - green(x, y - 1) - green(x, y + 1));
  }
  return sum / ((width - 2) * (height - 2));
}
