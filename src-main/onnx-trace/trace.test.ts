import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { nchw } from './layout.ts';
import { compareModel, traceForTest } from './testing/golden.ts';
import { traceModel } from './trace.ts';

const filter = (shape: [number, number, number, number], seed: number) => tf.randomNormal<tf.Rank.R4>(shape, 0, 0.3, 'float32', seed);

/** A small U-Net with what generators are made of: reflected borders, two scales, joins, batch normalisation, pixel shuffle. */
function generator(x: tf.Tensor): tf.Tensor {
  const conv = (input: tf.Tensor, shape: [number, number, number, number], seed: number, stride = 1) =>
    tf.conv2d(input as tf.Tensor4D, filter(shape, seed), stride, 'same');
  const padded = tf.mirrorPad(x, [[0, 0], [1, 1], [1, 1], [0, 0]], 'reflect') as tf.Tensor4D;
  const first = tf.conv2d(padded, filter([3, 3, 3, 6], 1), 1, 'valid').leakyRelu(0.2);
  const normalised = tf.batchNorm(first as tf.Tensor4D, tf.fill([6], 0.2), tf.fill([6], 1.5));
  const low = conv(normalised, [4, 4, 6, 8], 2, 2).relu();
  const weights = low.mean([1, 2], true).sigmoid();
  const [, height, width] = low.shape as [number, number, number];
  const up = tf.image.resizeNearestNeighbor(low.mul(weights) as tf.Tensor4D, [height * 2, width * 2]);
  const joined = tf.concat([conv(up, [3, 3, 8, 6], 3), first], 3);
  return tf.depthToSpace(conv(joined, [3, 3, 12, 12], 4).tanh() as tf.Tensor4D, 2);
}

describe('traceModel', () => {
  it('makes one model for every size', async () => {
    const model = traceModel(({ x0 }) => ({ y: generator(x0) }), {
      inputs: { x0: { shape: [1, 'height', 'width', 3], layout: nchw } },
      outputs: { y: {} },
      sizeMultiple: 2,
    });
    for (const [height, width] of [[6, 10], [32, 18], [8, 70]] as const) {
      const { largestDifference, shape } = await compareModel(model, generator, [[1, height, width, 3]]);
      expect(shape).toEqual([1, height * 2, width * 2, 3]);
      expect(largestDifference).toBeLessThan(1e-5);
    }
  });

  it('gives equal bytes for equal functions', () => {
    expect(traceForTest(generator, [[1, 8, 6, 3]])).toEqual(traceForTest(generator, [[1, 8, 6, 3]]));
  });

  it('refuses a graph that fits one size only, naming the operation', () => {
    const fixed = (x: tf.Tensor) => tf.image.resizeBilinear(x as tf.Tensor4D, [x.shape[1]! + 10, x.shape[2]! + 7]);
    expect(() => traceForTest(fixed, [[1, 'height', 'width', 3]])).toThrow(/same graph at every height and width, got a size written into Resize/);
    const halved = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'same');
    expect(() => traceForTest(halved, [[1, 'height', 'width', 3]])).toThrow(/written into MaxPool/);
    const counted = (x: tf.Tensor) => x.sum().div(x.size);
    expect(() => traceForTest(counted, [[1, 'height', 'width', 3]])).toThrow(/written into Div/);
  });

  it('refuses to tell values while tracing', () => {
    expect(() => traceForTest((x) => x.mul(x.max().dataSync()[0]!), [[2, 3]])).toThrow(/values are not known while tracing/);
  });

  it('names the kernel that it cannot record', () => {
    expect(() => traceForTest((x) => x.atan(), [[2, 3]])).toThrow('onnx-trace: expected a kernel that can be recorded, got Atan');
  });

  it('leaves TensorFlow.js as it was, also after a failure', () => {
    expect(() => traceForTest((x) => x.atan(), [[2, 3]])).toThrow();
    expect(tf.getBackend()).toBe('cpu');
    expect(tf.tensor([1, 2, 4]).sum().dataSync()[0]).toBe(7);
  });

  it('records equal operations once and drops what no output needs', () => {
    const twice = traceForTest((x) => x.relu().add(x.relu()), [[2, 3]]);
    const once = traceForTest((x) => { x.exp(); const r = x.relu(); return r.add(r); }, [[2, 3]]);
    expect(twice).toEqual(once);
  });
});
