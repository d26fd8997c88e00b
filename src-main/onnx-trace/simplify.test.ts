import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { Graph } from './graph.ts';
import { simplify } from './simplify.ts';
import { compareModel, traceForTest } from './testing/golden.ts';

const names = (model: Uint8Array) => Buffer.from(model).toString('latin1');

describe('convolving before upsampling', () => {
  it.each([
    { scale: 2, size: 3 },
    { scale: 2, size: 5 },
    { scale: 3, size: 3 },
    { scale: 4, size: 3 },
    { scale: 8, size: 7 },
  ])('computes the same to the last pixel, x$scale, $size x $size', async ({ scale, size }) => {
    const weights = tf.randomNormal<tf.Rank.R4>([size, size, 3, 4], 0, 0.3 / size, 'float32', scale * size);
    const body = (x: tf.Tensor) => {
      const [, height, width] = x.shape as [number, number, number];
      const large = tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [height * scale, width * scale]);
      return tf.conv2d(large, weights, 1, 'same').add(tf.tensor1d([0.1, 0.2, 0.3, 0.4]));
    };
    const model = traceForTest(body, [[1, 'height', 'width', 3]]);
    expect(names(model)).toContain('DepthToSpace');
    expect(names(model)).not.toContain('Resize');
    for (const [height, width] of [[1, 2], [5, 4]] as const) {
      const { largestDifference } = await compareModel(model, body, [[1, height, width, 3]]);
      expect(largestDifference).toBeLessThan(1e-6);
    }
  });

  it.each([
    ['changes the size', (x: tf.Tensor4D) => tf.conv2d(tf.image.resizeNearestNeighbor(x, [10, 8]), tf.ones([3, 3, 3, 2]), 1, 'valid')],
    ['has stride 2', (x: tf.Tensor4D) => tf.conv2d(tf.image.resizeNearestNeighbor(x, [10, 8]), tf.ones([3, 3, 3, 2]), 2, 'same')],
    ['is dilated', (x: tf.Tensor4D) => tf.conv2d(tf.image.resizeNearestNeighbor(x, [10, 8]), tf.ones([3, 3, 3, 2]), 1, 'same', 'NHWC', 2)],
    ['follows a bilinear resize', (x: tf.Tensor4D) => tf.conv2d(tf.image.resizeBilinear(x, [10, 8]), tf.ones([3, 3, 3, 2]), 1, 'same')],
    ['follows unequal factors', (x: tf.Tensor4D) => tf.conv2d(tf.image.resizeNearestNeighbor(x, [10, 16]), tf.ones([3, 3, 3, 2]), 1, 'same')],
  ])('leaves a convolution alone that %s', async (_reason, convolve) => {
    const body = (x: tf.Tensor) => convolve(x as tf.Tensor4D);
    const model = traceForTest(body, [[1, 5, 4, 3]]);
    expect(names(model)).not.toContain('DepthToSpace');
    expect((await compareModel(model, body, [[1, 5, 4, 3]])).largestDifference).toBeLessThan(1e-5);
  });
});

describe('simplify', () => {
  it('keeps the ports and drops what no output needs', () => {
    const graph = new Graph();
    const x = graph.input({ name: 'x', dims: [2], type: 'float32' });
    graph.node('Exp', [graph.node('Neg', [x])]);
    graph.output({ name: 'y', dims: [2], type: 'float32' }, graph.node('Add', [x, graph.scalar(3)]));
    const simple = simplify(graph);
    expect(simple.nodes.map((node) => node.operator)).toEqual(['Add', 'Identity']);
    expect([...simple.constants.values()].map((constant) => [...constant.data])).toEqual([[3]]);
    expect(simple.inputs).toEqual(graph.inputs);
    expect(simple.outputs).toEqual(graph.outputs);
  });
});
