import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { halfBits, halfValue } from './half.ts';
import { nchw } from './layout.ts';
import { runOnnx } from './testing/run-onnx.ts';
import { traceModel } from './trace.ts';

describe('halfBits', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -26, 0x0000],
    [0.333251953125, 0x3555],
  ])('holds %d exactly or as nothing', (value, bits) => {
    expect(halfBits(value)).toBe(bits);
  });

  it.each([
    [2049, 2048],
    [2051, 2052],
    [2047.9, 2048],
    [2 ** -24 * 2.5, 2 ** -24 * 2],
  ])('rounds %d to the nearest, ties to even', (value, nearest) => {
    expect(halfBits(value)).toBe(halfBits(nearest));
  });
});

describe('halfValue', () => {
  it('gives back what halfBits stored', () => {
    for (const value of [0, -0, 1, -2, 65504, 2 ** -14, 3 * 2 ** -24, -0.333251953125]) expect(halfValue(halfBits(value))).toBe(value);
    expect([halfValue(0x7c00), halfValue(0xfc00), halfValue(0x7e00)]).toEqual([Infinity, -Infinity, NaN]);
  });
});

it('halves a model and changes what it computes by no more than the rounding', async () => {
  const weights = tf.randomNormal<tf.Rank.R4>([3, 3, 8, 40], 0, 1, 'float32', 4);
  const model = (halves: boolean) =>
    traceModel(({ x }) => ({ y: tf.conv2d(x as tf.Tensor4D, weights, 1, 'same') }), { inputs: { x: { shape: [1, 'height', 'width', 8], layout: nchw } }, halves });
  const [whole, half] = [model(false), model(true)];
  expect(half.length).toBeLessThan(0.56 * whole.length);
  const x = { data: Float32Array.from({ length: 8 * 30 }, (_, index) => Math.sin(index)), dims: [1, 8, 6, 5] };
  const [expected, got] = [(await runOnnx(whole, { x })).y!, (await runOnnx(half, { x })).y!];
  const differences = Array.from(expected.data, (value, index) => Math.abs(value - got.data[index]!));
  const largest = Math.max(...differences);
  expect(largest).toBeGreaterThan(0);
  expect(largest).toBeLessThan(0.02);
});
