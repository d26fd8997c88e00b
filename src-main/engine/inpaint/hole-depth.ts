/** @file How far inside a hole its pixels lie. Pure. */
import type { HoledPicture } from './holed-picture.ts';

const diagonal = Math.SQRT2;
const far = 1e6;

/** Distance in pixels to the nearest known one, 0 outside the holes; steps to eight neighbours, so up to 8 % too long. */
export function holeDepth({ width, height, hole }: Pick<HoledPicture, 'width' | 'height' | 'hole'>): Float32Array {
  const depth = new Float32Array(hole.length);
  for (let pixel = 0; pixel < depth.length; pixel += 1) depth[pixel] = hole[pixel]! * far;
  const sweep = (start: number, end: number, step: number) => {
    for (let index = start; index !== end; index += step) {
      if (hole[index] === 0) continue;
      const x = index % width;
      const [before, after] = step > 0 ? [x > 0, x < width - 1] : [x < width - 1, x > 0];
      const above = index - step * width;
      let nearest = depth[index]!;
      if (before) nearest = Math.min(nearest, depth[index - step]! + 1);
      if (above >= 0 && above < depth.length) {
        nearest = Math.min(nearest, depth[above]! + 1);
        if (before) nearest = Math.min(nearest, depth[above - step]! + diagonal);
        if (after) nearest = Math.min(nearest, depth[above + step]! + diagonal);
      }
      depth[index] = nearest;
    }
  };
  sweep(0, width * height, 1);
  sweep(width * height - 1, -1, -1);
  return depth;
}
