import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { collapsibleFilter, edgeOrientedFilter, type Filter } from './filter.ts';
import { scattered } from './gradient-check.ts';

const x = scattered([1, 5, 6, 3], 2) as tf.Tensor4D;
const parametersFor = (filter: Filter) => Object.fromEntries(filter.specs.map((spec, index) => [spec.name, scattered(spec.shape, index + 3)]));
const difference = (a: tf.Tensor, b: tf.Tensor) => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!;

describe('collapsibleFilter', () => {
  it('convolves like its two convolutions and the skip around them', () => {
    const filter = collapsibleFilter('f', { side: 3, from: 3, to: 3 }, 1, 5);
    const parameters = parametersFor(filter);
    const expand = tf.reshape(parameters['f.expand']!, [3, 3, 3, 5]) as tf.Tensor4D;
    const project = tf.reshape(parameters['f.project']!, [1, 1, 5, 3]) as tf.Tensor4D;
    const apart = tf.add(tf.conv2d(tf.conv2d(x, expand, 1, 1), project, 1, 0), x);
    expect(difference(tf.conv2d(x, filter.evaluate(parameters), 1, 1), apart)).toBeLessThan(1e-5);
  });

  it('has no skip where the channels differ', () => {
    const filter = collapsibleFilter('f', { side: 3, from: 3, to: 2 }, 1, 5);
    const zeros = { 'f.expand': tf.zeros([27, 5]), 'f.project': tf.zeros([5, 2]) };
    expect([...filter.evaluate(zeros).dataSync()]).toEqual(new Array(54).fill(0));
  });
});

describe('edgeOrientedFilter', () => {
  it('finds the edges of a step, and nothing but its input on a plain', () => {
    const filter = edgeOrientedFilter('f', 1, 1, 1);
    const parameters = { 'f.plain': tf.zeros([1, 1, 3, 3]), 'f.edges': tf.tensor2d([0, 0.5, 0], [3, 1]) };
    const step = tf.tensor4d([0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1], [1, 3, 4, 1]);
    const found = tf.conv2d(step, filter.evaluate(parameters), 1, 'valid');
    expect([...found.dataSync()]).toEqual([0 - 2, 1 - 2]);
    const plain = tf.conv2d(tf.onesLike(step) as tf.Tensor4D, filter.evaluate({ ...parameters, 'f.edges': tf.tensor2d([3, 5, 7], [3, 1]) }), 1, 'valid');
    expect([...plain.dataSync()]).toEqual([1, 1]);
  });
});
