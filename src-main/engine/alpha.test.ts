import { describe, expect, it } from 'vitest';
import { bleedColour, clampToSource, constantOf } from './alpha.ts';

describe('bleedColour', () => {
  it('gives transparent pixels the colour of the nearest one that shows', () => {
    const alpha = Float32Array.of(0, 0, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    const red = Float32Array.of(9, 9, 0.2, 9, 9, 9, 9, 9, 9, 9, 9, 0.7);
    bleedColour([red], alpha, { width: 4, height: 3 });
    expect(Array.from(red, (value) => Number(value.toFixed(1)))).toEqual([0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.7, 0.2, 0.7, 0.7, 0.7]);
  });

  it('reaches against the direction of reading, and keeps planes apart', () => {
    const alpha = Float32Array.of(0, 0, 0, 0, 0, 1);
    const [red, green] = [Float32Array.of(0, 0, 0, 0, 0, 0.3), Float32Array.of(0, 0, 0, 0, 0, 0.8)];
    bleedColour([red, green], alpha, { width: 3, height: 2 });
    expect([...new Set(red)]).toEqual([Math.fround(0.3)]);
    expect([...new Set(green)]).toEqual([Math.fround(0.8)]);
  });

  it('changes nothing where nothing or everything shows', () => {
    const red = Float32Array.of(0.1, 0.2, 0.3, 0.4);
    bleedColour([red], new Float32Array(4), { width: 2, height: 2 });
    bleedColour([red], new Float32Array(4).fill(1), { width: 2, height: 2 });
    expect(red).toEqual(Float32Array.of(0.1, 0.2, 0.3, 0.4));
  });
});

describe('clampToSource', () => {
  it('holds each result pixel between the extremes around its source pixel', () => {
    const source = Float32Array.of(0, 0, 0, 0.5, 1, 1);
    const upscaled = Float32Array.from({ length: 6 * 4 }, (_, index) => (index % 2 === 0 ? -0.25 : 1.25));
    clampToSource(upscaled, source, { width: 6, height: 1 }, 2);
    expect(Array.from(upscaled.slice(0, 12))).toEqual([0, 0, 0, 0, 0, 0.5, 0, 1, 0.5, 1, 1, 1]);
    expect(upscaled.slice(12)).toEqual(upscaled.slice(0, 12));
  });
});

it('constantOf tells one value from several', () => {
  expect(constantOf(Float32Array.of(0.5, 0.5))).toBe(0.5);
  expect(constantOf(Float32Array.of(0.5, 0.25))).toBeUndefined();
});
