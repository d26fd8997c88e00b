import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import type { Shape } from './layout.ts';
import { compareWithTensorFlow, traceForTest } from './testing/golden.ts';
import { runOnnx } from './testing/run-onnx.ts';

type Picture = tf.Tensor4D;
type Body = (...inputs: tf.Tensor[]) => tf.Tensor;
type Case = readonly [label: string, shapes: (batch: number) => Shape[], body: Body];

const picture = (batch: number): Shape[] => [[batch, 6, 8, 3]];
const pictureAndChannels = (batch: number): Shape[] => [[batch, 6, 8, 3], [3]];
const twoPictures = (batch: number): Shape[] => [[batch, 6, 8, 3], [batch, 6, 8, 3]];
const positive = (x: tf.Tensor) => x.abs().add(0.3);

/** The gradient by input `index` of the outputs weighted by themselves squared, so that every output counts differently. */
const gradientBy = (body: Body, index: number): Body => (...inputs) => tf.grads((...values) => tf.sum(tf.square(body(...values))))(inputs)[index]!;

const cases: Case[] = [
  ['relu', picture, (x) => x!.relu()],
  ['leakyRelu', picture, (x) => x!.leakyRelu(0.15)],
  ['prelu', pictureAndChannels, (x, slope) => x!.prelu(slope!)],
  ['elu', picture, (x) => x!.elu()],
  ['selu', picture, (x) => x!.selu()],
  ['relu6', picture, (x) => x!.mul(5).relu6()],
  ['sigmoid', picture, (x) => x!.sigmoid()],
  ['tanh', picture, (x) => x!.tanh()],
  ['softplus', picture, (x) => x!.softplus()],
  ['softmax', picture, (x) => x!.softmax()],
  ['exp, log, sqrt and their kin', picture, (x) => positive(x!).log().exp().sqrt().rsqrt().reciprocal().square()],
  ['pow', picture, (x) => positive(x!).pow(1.7)],
  ['clipByValue', picture, (x) => x!.clipByValue(-0.5, 0.7)],
  ['broadcast arithmetic', pictureAndChannels, (x, y) => x!.mul(y!).add(y!).sub(x!.div(positive(y!)))],
  ['maximum and minimum', twoPictures, (x, y) => x!.maximum(y!).add(x!.mul(2).minimum(y!))],
  ['where', twoPictures, (x, y) => tf.where(tf.linspace(-1, 1, x!.size).reshape(x!.shape).greater(0), y!.square(), x!)],
  ['squaredDifference', twoPictures, (x, y) => x!.squaredDifference(y!)],
  ['sum, mean over axes', picture, (x) => x!.sum([1, 2], true).mul(x!.mean(3, true))],
  ['max, min over axes', picture, (x) => x!.max([1, 2], true).sub(x!.min(3, true))],
  ['reshape and transpose', picture, (x) => x!.reshape([-1, 8, 18]).transpose([2, 0, 1])],
  ['slice', picture, (x) => x!.slice([0, 1, 2, 1], [-1, 3, -1, 2])],
  ['concat and split', twoPictures, (x, y) => tf.concat([x!, y!], 3).split([2, 4], 3)[1]!],
  ['stack and unstack', picture, (x) => tf.stack(tf.unstack(x!, 3).reverse(), 1)],
  ['pad', picture, (x) => x!.pad([[0, 0], [1, 2], [3, 0], [0, 1]])],
  ['tile', picture, (x) => x!.tile([1, 2, 1, 3])],
  ['matMul', (n) => [[n, 3, 5], [n, 4, 5]], (a, b) => tf.matMul(a!, b!, false, true)],
  ['maxPool', picture, (x) => tf.maxPool(x as Picture, 2, 2, 'valid')],
  ['maxPool of overlapping windows', picture, (x) => tf.maxPool(x as Picture, [3, 2], [2, 1], 'same')],
  ['avgPool', picture, (x) => tf.avgPool(x as Picture, [2, 3], [2, 1], 'valid')],
  ['conv2dTranspose', (n) => [[n, 5, 4, 3], [3, 3, 2, 3]], (x, w) => tf.conv2dTranspose(x as Picture, w as Picture, [x!.shape[0]!, 10, 8, 2], 2, 'same')],
];

describe.each(cases)('the gradient of %s', (_label, shapes, body) => {
  it.each([1, 2])('is that of TensorFlow.js, batch %i', async (batch) => {
    for (let index = 0; index < shapes(batch).length; index++) {
      const { largestDifference, largestValue } = await compareWithTensorFlow(gradientBy(body, index), shapes(batch), batch);
      expect(largestDifference).toBeLessThan(5e-5 * Math.max(1, largestValue));
    }
  });
});

/** Linear maps whose gradient TensorFlow.js's CPU kernels get wrong, for batches or at borders. */
const linear: Case[] = [
  ['resizeNearestNeighbor x2', picture, (x) => tf.image.resizeNearestNeighbor(x as Picture, [12, 16])],
  ['resizeNearestNeighbor, odd sizes', picture, (x) => tf.image.resizeNearestNeighbor(x as Picture, [7, 5])],
  ['resizeNearestNeighbor, corners aligned', picture, (x) => tf.image.resizeNearestNeighbor(x as Picture, [11, 13], true)],
  ['resizeNearestNeighbor, half-pixel centres', picture, (x) => tf.image.resizeNearestNeighbor(x as Picture, [12, 16], false, true)],
  ['resizeBilinear', picture, (x) => tf.image.resizeBilinear(x as Picture, [9, 20])],
  ['resizeBilinear, corners aligned', picture, (x) => tf.image.resizeBilinear(x as Picture, [11, 15], true)],
  ['resizeBilinear, half-pixel centres', picture, (x) => tf.image.resizeBilinear(x as Picture, [12, 16], false, true)],
  ['resizeBilinear, smaller', picture, (x) => tf.image.resizeBilinear(x as Picture, [3, 4])],
  ['avgPool with padding', picture, (x) => tf.avgPool(x as Picture, 3, 2, 'same')],
];

describe.each(linear)('the gradient of %s', (_label, shapes, body) => {
  it.each([1, 2])('is its adjoint, batch %i: <f(x), d> = <x, f*(d)>', async (batch) => {
    const [shape] = shapes(batch) as [number[]];
    const products = (x: tf.Tensor, d: tf.Tensor): tf.Tensor => {
      const forwards = tf.sum(tf.mul(body(x), d));
      return tf.stack([forwards, tf.sum(tf.mul(x, tf.grad(body)(x, d)))]);
    };
    const out = tf.tidy(() => body(tf.zeros(shape)).shape);
    const model = traceForTest(products as Body, [shape, out]);
    const random = (from: Shape, seed: number) => ({ data: tf.randomNormal([...from], 0, 1, 'float32', seed).dataSync<'float32'>(), dims: [from[0]!, from[3]!, from[1]!, from[2]!] });
    const { y } = await runOnnx(model, { x0: random(shape, 3), x1: random(out, 4) });
    const [forwards, backwards] = y!.data as Float32Array;
    expect(Math.abs(forwards!)).toBeGreaterThan(0.1);
    expect(backwards! / forwards!).toBeCloseTo(1, 4);
  });
});
