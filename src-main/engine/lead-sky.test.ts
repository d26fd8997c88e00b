import { describe, expect, it } from 'vitest';
import { leadSky } from './lead-sky.ts';
import { coefficientCount, type LocalTransforms, toLight } from './local-transforms.ts';

const [width, height] = [200, 150];
const [towerLeft, towerRight, ground] = [90, 110, 110];
const rim = 6;
type Colour = readonly [number, number, number];

const isTower = (x: number, y: number) => x >= towerLeft && x < towerRight && y >= 40;
const isHill = (x: number, y: number) => x < 40 && y > 80;
const isRim = (x: number, y: number) => !isTower(x, y) && x >= towerLeft - rim && x < towerRight + rim && y >= 40 - rim;

/** A lit tower, a hill and ground before a sky; the day that was made of it has a dark rim in the sky around the tower. */
function madeDay(sky: Colour, hill: Colour): LocalTransforms {
  const guide = new Float32Array(4 * width * height);
  const coefficients = new Float32Array(coefficientCount * width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const below = y >= ground;
    const night: Colour = isTower(x, y) ? [0.6, 0.5, 0.4] : below ? [0.3, 0.25, 0.2] : isHill(x, y) ? hill : sky;
    const day: Colour = isTower(x, y) ? [0.7, 0.7, 0.7] : below ? [0.4, 0.4, 0.35] : isHill(x, y) ? [0.25, 0.3, 0.25] : isRim(x, y) ? [0.15, 0.15, 0.2] : [0.6, 0.7, 0.85];
    for (let channel = 0; channel < 3; channel += 1) {
      guide[4 * pixel + channel] = night[channel]!;
      const at = coefficientCount * pixel;
      if (below || isTower(x, y)) coefficients[at + 5 * channel] = toLight(day[channel]!) / toLight(night[channel]!);
      else coefficients[at + 12 + channel] = toLight(day[channel]!);
    }
  }
  return { width, height, guide, coefficients, inLight: true, exposure: 1 };
}

const added = ({ coefficients }: LocalTransforms, x: number, y: number) => coefficients[coefficientCount * (y * width + x) + 14]!;

describe('leadSky', () => {
  it('takes dark rims out of a black sky and leaves what stands before it', () => {
    const transforms = madeDay([0.05, 0.05, 0.1], [0.01, 0.01, 0.01]);
    const before = transforms.coefficients.slice();
    const sky = added(transforms, 150, 60);
    expect(added(transforms, towerLeft - 3, 60)).toBeLessThan(0.1 * sky);
    leadSky(transforms);
    for (const [x, y] of [[towerLeft - 4, 60], [towerRight + 3, 60], [100, 36], [150, 60]] as const) expect(added(transforms, x, y) / sky).toBeGreaterThan(0.8);
    for (const [x, y] of [[100, 70], [150, 130], [20, 100]] as const) {
      const at = coefficientCount * (y * width + x);
      expect(transforms.coefficients.subarray(at, at + coefficientCount)).toEqual(before.subarray(at, at + coefficientCount));
    }
  });

  it('leaves the sky of an evening, and a picture without a sky, as the network has them', () => {
    const evening = madeDay([0.3, 0.35, 0.5], [0.05, 0.05, 0.05]);
    const before = evening.coefficients.slice();
    leadSky(evening);
    expect(evening.coefficients).toEqual(before);
    const indoors = madeDay([0.05, 0.05, 0.1], [0.01, 0.01, 0.01]);
    indoors.coefficients.fill(0);
    leadSky(indoors);
    expect(indoors.coefficients.every((value) => value === 0)).toBe(true);
  });
});
