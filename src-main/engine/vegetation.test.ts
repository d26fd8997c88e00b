import { expect, it } from 'vitest';
import { seedRandom } from '../trainer/random.ts';
import { vegetationIn } from './vegetation.ts';

const [width, height, planeWidth, planeHeight] = [120, 90, 128, 96];

it('is a lawn with its flowers, and neither a wall nor a green door', () => {
  const random = seedRandom(1);
  const planes = new Float32Array(3 * planeWidth * planeHeight);
  const colourAt = (x: number, y: number): readonly number[] => {
    if (y < 40) return x >= 40 && x < 46 && y >= 20 && y < 32 ? [0.2, 0.5, 0.25] : [0.62, 0.58, 0.5];
    return x === 70 && y === 70 ? [0.9, 0.9, 0.85] : [0.25 + 0.1 * random.uniform(), 0.45, 0.15];
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) colourAt(x, y).forEach((value, channel) => (planes[(channel * planeHeight + y) * planeWidth + x] = value));
  }
  const green = vegetationIn({ width, height, planeWidth, planeHeight, planes });
  const at = (x: number, y: number) => green[y * width + x]!;
  expect([at(20, 70), at(110, 85), at(70, 70)]).toEqual([1, 1, 1]);
  expect([at(20, 20), at(43, 26), at(100, 38)]).toEqual([0, 0, 0]);
  expect(at(60, 42)).toBeGreaterThan(0.3);
});
