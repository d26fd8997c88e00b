import { describe, expect, it } from 'vitest';
import { seedRandom } from '../trainer/random.ts';
import { coefficientCount, type LocalTransforms } from './local-transforms.ts';
import { settleLight, surfacesOf } from './settle-light.ts';
import type { SmallPicture } from './whole-picture.ts';

const [width, height] = [160, 128];
const skyRows = 48;
type Colour = readonly [number, number, number];

/** A blue sky over a wall with windows to the left and gravel to the right. */
function scene(): SmallPicture {
  const random = seedRandom(1);
  const planes = new Float32Array(3 * width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const grey = x < 80 ? (x % 16 < 6 && y % 16 < 8 ? 0.12 : 0.4) : 0.15 + 0.4 * random.uniform();
      const colour: Colour = y < skyRows ? [0.5, 0.65, 0.9] : [grey, grey, grey];
      colour.forEach((value, channel) => (planes[(channel * height + y) * width + x] = value));
    }
  }
  return { width, height, planeWidth: width, planeHeight: height, planes };
}

/** Multiplies the light of each pixel by `gain`, and adds `lamp`. */
function transformsOf({ planes }: SmallPicture, gain: (x: number, y: number) => number, lamp: (x: number, y: number) => number = () => 0): LocalTransforms {
  const coefficients = new Float32Array(coefficientCount * width * height);
  const guide = new Float32Array(4 * width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    for (let channel = 0; channel < 3; channel += 1) {
      guide[4 * pixel + channel] = planes[channel * width * height + pixel]!;
      coefficients[coefficientCount * pixel + 5 * channel] = gain(x, y);
      coefficients[coefficientCount * pixel + 12 + channel] = lamp(x, y);
    }
  }
  return { width, height, guide, coefficients, inLight: true, exposure: 1 };
}

const gainAt = ({ coefficients }: LocalTransforms, x: number, y: number) => coefficients[coefficientCount * (y * width + x)]!;
const lampAt = ({ coefficients }: LocalTransforms, x: number, y: number) => coefficients[coefficientCount * (y * width + x) + 12]!;

describe('surfaces', () => {
  it('are sky down to the roof, rough gravel, and neither where windows are', () => {
    const { sky, rough } = surfacesOf(scene());
    const at = (map: Float32Array, x: number, y: number) => map[y * width + x]!;
    expect([at(sky, 20, 5), at(sky, 40, skyRows - 1), at(sky, 120, skyRows - 1)]).toEqual([1, 1, 1]);
    expect([at(sky, 40, skyRows + 1), at(sky, 40, 100)]).toEqual([0, 0]);
    expect(at(rough, 125, 100)).toBeGreaterThan(0.6);
    expect([at(rough, 40, 90), at(rough, 20, 5)]).toEqual([0, 0]);
  });
});

describe('settling light', () => {
  it('gives all of a sky what it has far from a roof', () => {
    const small = scene();
    // The sky is three times as bright in the eight rows above the roof.
    const transforms = transformsOf(small, (_, y) => (y < skyRows - 8 ? 0.1 : y < skyRows ? 0.3 : 0.2));
    settleLight(transforms, surfacesOf(small));
    for (const y of [2, skyRows - 6, skyRows - 1]) expect(gainAt(transforms, 40, y)).toBeCloseTo(0.1, 1);
    expect(gainAt(transforms, 40, skyRows - 1)).toBeLessThan(0.12);
    expect(gainAt(transforms, 40, skyRows + 2)).toBeCloseTo(0.2, 5);
  });

  it('lights gravel evenly and without fog, and lets windows shine', () => {
    const small = scene();
    const lit = (x: number, y: number) => y > skyRows && x % 16 === 3 && y % 16 === 3;
    const transforms = transformsOf(small, () => 0.1, (x, y) => (lit(x, y) ? 0.8 : 0));
    settleLight(transforms, surfacesOf(small));
    expect(lampAt(transforms, 35, 83)).toBeCloseTo(0.8, 5);
    const glitter = [115, 83] as const;
    expect(lampAt(transforms, ...glitter)).toBeLessThan(0.4);
    expect(lampAt(transforms, 119, 87)).toBe(0);
    expect(gainAt(transforms, 119, 87)).toBeGreaterThan(0.1);
  });

  it('lights no lawn, however bright it was by day', () => {
    const { planes, ...size } = scene();
    const green: Colour = [0.3, 0.55, 0.2];
    for (let y = 80; y < height; y += 1) for (let x = 0; x < width; x += 1) green.forEach((value, channel) => (planes[(channel * height + y) * width + x] = value));
    const small = { ...size, planes };
    const transforms = transformsOf(small, () => 0.8, (x) => (x % 20 === 0 ? 0.5 : 0));
    settleLight(transforms, surfacesOf(small));
    for (const x of [20, 40, 101]) {
      expect(lampAt(transforms, x, 110)).toBe(0);
      expect(gainAt(transforms, x, 110) * 0.55 ** 2).toBeLessThan(0.03);
      expect(gainAt(transforms, x, 110)).toBeGreaterThan(0.01);
    }
    expect(gainAt(transforms, 40, 62)).toBeCloseTo(0.8, 1);
  });

  it('gives a purple sky its blue alone, and leaves a brown one', () => {
    const small = scene();
    const dyed = ([red, green, blue]: Colour) => {
      const transforms = transformsOf(small, () => 0);
      for (let pixel = 0; pixel < width * skyRows; pixel += 1) [red, green, blue].forEach((gain, channel) => (transforms.coefficients[coefficientCount * pixel + 5 * channel] = gain));
      settleLight(transforms, surfacesOf(small));
      const at = coefficientCount * (20 * width + 40);
      return [0, 5, 10].map((place) => transforms.coefficients[at + place]!);
    };
    const [red, green, blue] = dyed([0.1, 0.01, 0.05]);
    expect(red).toBeLessThan(0.01);
    expect(green).toBeCloseTo(0.01, 3);
    expect(blue).toBeCloseTo(0.05, 3);
    dyed([0.09, 0.05, 0.01]).forEach((gain, channel) => expect(gain).toBeCloseTo([0.09, 0.05, 0.01][channel]!, 3));
  });
});
