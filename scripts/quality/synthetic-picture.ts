/** @file A picture that looks enough like a photograph to measure on: soft light, texture at every scale, hard edges, print. Pure. */
import type { Planar } from './planar.ts';

/** The same for the same size and seed, on every machine. */
export function syntheticPicture(width: number, height: number, seed: number): Planar {
  const data = new Float32Array(3 * width * height);
  for (let plane = 0; plane < 3; plane++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) data[(plane * height + y) * width + x] = brightness(x, y, plane, seed);
    }
  }
  return { data, width, height, planes: 3 };
}

function brightness(x: number, y: number, plane: number, seed: number): number {
  const texture = [32, 16, 8, 4, 2].reduce((sum, size) => sum + (smoothNoise(x / size, y / size, seed + size + plane * 7) - 0.5) * size * 4, 0);
  const stripes = (x * 3 + y * 2) % 47 < 5 ? 70 : 0;
  const print = y % 40 > 28 && hash(Math.floor(x / 2), Math.floor(y / 2), seed) > 0.6 ? -90 : 0;
  return Math.min(255, Math.max(0, Math.round(120 + plane * 10 + texture + stripes + print)));
}

function smoothNoise(x: number, y: number, seed: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [across, down] = [ease(x - left), ease(y - top)];
  const row = (offset: number) => mix(hash(left, top + offset, seed), hash(left + 1, top + offset, seed), across);
  return mix(row(0), row(1), down);
}

const ease = (t: number): number => t * t * (3 - 2 * t);
const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** 0 to 1, without pattern to the eye. */
function hash(x: number, y: number, seed: number): number {
  let bits = Math.imul(x, 374761393) ^ Math.imul(y, 668265263) ^ Math.imul(seed, 2246822519);
  bits = Math.imul(bits ^ (bits >>> 13), 1274126177);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}
