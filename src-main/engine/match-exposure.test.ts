import { describe, expect, it } from 'vitest';
import { testPlanes } from '../testing/tiny-generators.ts';
import { exposed, matchingExposure, tonesOf } from './match-exposure.ts';
import type { SmallPicture } from './whole-picture.ts';

const [width, height] = [60, 44];
const scene: SmallPicture = { width, height, planeWidth: width, planeHeight: height, planes: testPlanes(width, height) };
const changed = (change: (value: number, index: number) => number): SmallPicture => ({ ...scene, planes: scene.planes.map(change) });
const exposureOf = (picture: SmallPicture) => matchingExposure(tonesOf(picture), tonesOf(scene));

describe('matchingExposure', () => {
  it.each([0.8, 0.93, 1.2])('takes back an exposure that changed stored values by %s', (factor) => {
    const other = changed((value) => Math.min(1, factor * value));
    expect(exposureOf(other)).toBeGreaterThan(0.97 / factor);
    expect(exposureOf(other)).toBeLessThan(1.03 / factor);
  });

  it('leaves the picture itself alone', () => {
    expect(exposureOf(scene)).toBe(1);
    expect(exposed(scene, 1)).toBe(scene);
  });

  it('is not misled by what came into the picture', () => {
    const other = changed((value, index) => (index % width < 20 ? 1 - 0.9 * value : 0.9 * value));
    expect(exposureOf(other)).toBeGreaterThan(1.07);
    expect(exposureOf(other)).toBeLessThan(1.14);
  });

  it('leaves alone what another light or other things changed', () => {
    expect(exposureOf(changed((value) => value ** 3))).toBe(1);
    expect(exposureOf(changed((value) => 0.3 * value))).toBe(1);
  });

  it('looks at the picture alone, not at what fills its planes', () => {
    const [planeWidth, planeHeight] = [64, 48];
    const planes = new Float32Array(3 * planeWidth * planeHeight).fill(1);
    for (let channel = 0; channel < 3; channel += 1) {
      for (let y = 0; y < height; y += 1) planes.set(scene.planes.subarray((channel * height + y) * width, (channel * height + y + 1) * width), (channel * planeHeight + y) * planeWidth);
    }
    expect(tonesOf({ width, height, planeWidth, planeHeight, planes })).toEqual(tonesOf(scene));
  });
});

it('shows no value beyond white', () => {
  expect(Math.max(...exposed(scene, 3).planes)).toBe(1);
  expect(exposed(scene, 0.5).planes[7]).toBeCloseTo(0.5 * scene.planes[7]!, 6);
});
