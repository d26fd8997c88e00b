import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { differentiate } from '../trainer/gradients.ts';
import { seedRandom } from '../trainer/random.ts';
import { scattered } from './gradient-check.ts';
import { initialParameters, packParameters, type Parameters, unpackParameters } from './parameters.ts';
import { relightGenerator } from './relight-generator.ts';

const network = relightGenerator({ width: 4 });
function parametersWith(deviation = 0, seed = 1): Parameters {
  const random = seedRandom(seed);
  const values = initialParameters(network.specs, () => random.normal());
  return unpackParameters(network.specs, tf.tensor1d(values.map((value) => value + deviation * random.normal())));
}
const day = (height: number, width: number, batch = 1) => tf.add(0.5, tf.mul(scattered([batch, height, width, 3]), 0.5)) as tf.Tensor4D;
const code = (...values: number[]) => tf.tensor2d([values]);
const gold = code(-0.5, 0.8, 0.9, -0.2);
const largest = (x: tf.Tensor) => tf.max(tf.abs(x)).dataSync()[0]!;

describe('relightGenerator', () => {
  it('starts as a darkening that is a little bluer than day', () => {
    const picture = day(32, 48, 2);
    const { picture: night, lamps, emission } = network.apply(parametersWith(), picture, tf.tile(gold, [2, 1]) as tf.Tensor2D);
    expect([night, lamps, emission].map(({ shape }) => shape)).toEqual([[2, 32, 48, 3], [2, 32, 48, 3], [2, 32, 48, 3]]);
    const expected = tf.pow(tf.mul(tf.pow(picture, 2.2), tf.pow(2, tf.tensor1d([-3.6, -3.4, -3]))), 1 / 2.2);
    expect(tf.mean(tf.abs(tf.sub(night, expected))).dataSync()[0]).toBeLessThan(0.03);
    expect(largest(emission)).toBeLessThan(0.03);
  });

  it('starts as a longer exposure where it is to make days', () => {
    const brightening = relightGenerator({ width: 4, brightens: true });
    const random = seedRandom(1);
    const parameters = unpackParameters(brightening.specs, tf.tensor1d(initialParameters(brightening.specs, () => random.normal())));
    const night = tf.mul(day(32, 48), 0.4) as tf.Tensor4D;
    const { picture, lamps } = brightening.apply(parameters, night, gold);
    const light = tf.sub(tf.pow(picture, 2.2), lamps);
    expect(tf.mean(tf.abs(tf.sub(light, tf.mul(tf.pow(night, 2.2), 4)))).dataSync()[0]).toBeLessThan(0.02);
  });

  it('follows its code, and each picture of a batch by its own', () => {
    const parameters = parametersWith(0.05);
    const picture = day(32, 32);
    const both = network.apply(parameters, tf.tile(picture, [2, 1, 1, 1]) as tf.Tensor4D, tf.concat([gold, code(0.3, -0.4, -0.8, 0.5)]) as tf.Tensor2D).picture;
    const [first, second] = tf.split(both, 2) as [tf.Tensor4D, tf.Tensor4D];
    expect(largest(tf.sub(first, second))).toBeGreaterThan(0.01);
    expect(largest(tf.sub(first, network.apply(parameters, picture, gold).picture))).toBeLessThan(1e-5);
  });

  it('dims what is left of the day, and what lamps give', () => {
    const parameters = parametersWith(0.05);
    const shine = (ambient: number, lights: number) => network.apply(parameters, day(32, 32), gold, { ambient: tf.scalar(ambient), lights: tf.scalar(lights) });
    const light = (ambient: number, lights: number) => tf.pow(shine(ambient, lights).picture, 2.2);
    expect(largest(tf.sub(light(1, 1), tf.add(light(1, 0), light(0, 1))))).toBeLessThan(1e-4);
    expect(largest(tf.sub(shine(1, 1).picture, network.apply(parameters, day(32, 32), gold).picture))).toBeLessThan(1e-6);
    expect(largest(tf.sub(tf.mul(light(1, 0), 0.25), light(0.25, 0)))).toBeLessThan(1e-4);
    expect(largest(light(0, 1))).toBeGreaterThan(0.01);
  });

  it('knows up from down', () => {
    const parameters = parametersWith(0.1);
    const picture = tf.fill([1, 32, 48, 3], 0.4) as tf.Tensor4D;
    const night = network.apply(parameters, picture, gold).picture;
    expect(largest(tf.sub(tf.slice(night, [0, 4, 8, 0], [1, 1, 1, 3]), tf.slice(night, [0, 28, 8, 0], [1, 1, 1, 3])))).toBeGreaterThan(1e-3);
    expect(largest(tf.sub(tf.slice(night, [0, 8, 0, 0], [1, 1, 1, 3]), tf.slice(night, [0, 8, 8, 0], [1, 1, 1, 3])))).toBeLessThan(1e-3);
  });

  it('has the gradient that finite differences show', () => {
    const parameters = parametersWith(0.05);
    const [picture, wanted] = [day(32, 32), tf.add(0.3, tf.mul(scattered([1, 32, 32, 3], 4), 0.3))];
    const loss = (some: Parameters) => tf.mean(tf.square(tf.sub(network.apply(some, picture, gold).picture, wanted))) as tf.Scalar;
    const { gradients } = differentiate({ all: parameters }, () => ({ loss: loss(parameters), metrics: {}, outputs: {} }));
    const gradient = packParameters(network.specs, gradients.all);
    const direction = tf.add(tf.div(gradient, largest(gradient)), tf.mul(scattered(gradient.shape, 3), 0.2));
    const moved = (by: number) => loss(unpackParameters(network.specs, tf.add(packParameters(network.specs, parameters), tf.mul(direction, by)))).dataSync()[0]!;
    const slope = (moved(1e-3) - moved(-1e-3)) / 2e-3;
    expect(tf.sum(tf.mul(gradient, direction)).dataSync()[0]! / slope).toBeCloseTo(1, 1);
  });
});
