/**
 * @file A small network with an answer known beforehand: the mean of every pixel's 3x3 neighbourhood. Pure; runs in the
 * device probe. The answer comes from plain arithmetic, not from a run on another device.
 */
import { boxBlurModel } from '../onnx-trace/tiny-models.ts';
import type { PlanarImage, SessionSource } from './session.ts';

/** Largest difference from the answer that reduced precision inside a correct device explains; values lie in [0, 1]. */
export const tolerance = 1e-3;

export function knownQuestion(): { source: SessionSource; image: PlanarImage; answer: Float32Array } {
  const [width, height] = [23, 17];
  // A fixed pattern without symmetry, so that swapped axes, planes or rows show.
  const data = Float32Array.from({ length: 3 * width * height }, (_, index) => ((index * 7919) % 1009) / 1009);
  const answer = data.map((_, index) => {
    const plane = index - (index % (width * height));
    const [x, y] = [index % width, Math.floor((index - plane) / width)];
    let sum = 0;
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1)
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) sum += data[plane + row * width + column]!;
    return sum / 9;
  });
  return { source: { model: boxBlurModel(), input: 'input', output: 'output' }, image: { data, width, height }, answer };
}

/** NaN where the sizes differ or a value is not a number. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return NaN;
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);
}
