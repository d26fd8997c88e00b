import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { normal, type ParameterSpec } from '../networks/parameters.ts';
import { muon, orthogonal } from './muon.ts';
import { adam } from './optimizer.ts';
import { seedRandom } from './random.ts';

const random = seedRandom(1);
const normalMatrix = (rows: number, columns: number) => tf.tensor2d(Float32Array.from({ length: rows * columns }, () => random.normal()), [rows, columns]);
const average = { beta1: 0.9, beta2: 0.99 };

/** Of a matrix that has fewer rows than columns: how far each row is from one, and each pair from a right angle. */
function gram(matrix: tf.Tensor2D): { lengths: number[]; largestProduct: number } {
  const [rows] = matrix.shape;
  const products = tf.matMul(matrix, matrix, false, true).arraySync() as number[][];
  const crossed = products.flatMap((row, i) => row.filter((_, j) => j !== i).map(Math.abs));
  return { lengths: Array.from({ length: rows }, (_, row) => Math.sqrt(products[row]![row]!)), largestProduct: Math.max(...crossed) };
}

describe('orthogonal', () => {
  it.each([[4, 36], [36, 4]])('gives %d x %d numbers whose singular values are near to one', (rows, columns) => {
    const found = orthogonal(normalMatrix(rows, columns));
    const { lengths, largestProduct } = gram(rows < columns ? found : tf.transpose(found));
    for (const length of lengths) expect(length).toBeGreaterThan(0.65);
    for (const length of lengths) expect(length).toBeLessThan(1.25);
    expect(largestProduct).toBeLessThan(0.3);
  });

  it('raises a direction that is a fiftieth of the strongest', () => {
    const weak = tf.tensor2d([[1, 0, 0], [0, 0.02, 0]]);
    const [first, second] = orthogonal(weak).arraySync() as [number[], number[]];
    expect(first[0]).toBeGreaterThan(0.65);
    expect(second[1]).toBeGreaterThan(0.65);
  });

  it('leaves zeros zeros', () => {
    expect([...orthogonal(tf.zeros([2, 3])).dataSync()]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('muon', () => {
  const specs: ParameterSpec[] = [{ name: 'filter', shape: [4, 2, 3, 3], init: normal(1) }, { name: 'bias', shape: [4], init: normal(1) }];
  const given = () => ({
    specs,
    values: tf.zeros([76]),
    gradient: tf.tensor1d(Float32Array.from({ length: 76 }, () => random.normal())),
    slots: { first: tf.zeros([76]), second: tf.zeros([76]) },
    count: tf.scalar(1),
    learningRate: tf.scalar(0.01),
  });

  it('changes the numbers of a filter by the learning rate, root mean square, against the gradient', () => {
    const update = given();
    const filter = muon(average).update(update).values.slice([0], [72]);
    const size = Math.sqrt(filter.square().mean().dataSync()[0]!);
    expect(size).toBeGreaterThan(0.007);
    expect(size).toBeLessThan(0.012);
    expect(filter.mul(update.gradient.slice([0], [72])).sum().dataSync()[0]).toBeLessThan(0);
  });

  it('changes biases, and remembers, as Adam does', () => {
    const update = given();
    const [found, expected] = [muon(average), adam(average)].map((optimizer) => optimizer.update(update)) as [ReturnType<ReturnType<typeof adam>['update']>, ReturnType<ReturnType<typeof adam>['update']>];
    expect([...found.values.slice([72], [4]).dataSync()]).toEqual([...expected.values.slice([72], [4]).dataSync()]);
    for (const slot of ['first', 'second']) expect([...found.slots[slot]!.dataSync()]).toEqual([...expected.slots[slot]!.dataSync()]);
  });

  it('takes a share of filters away, and nothing of biases', () => {
    const update = { ...given(), values: tf.ones([76]) };
    const [kept, decayed] = [muon(average), muon({ ...average, decay: 2 })].map((optimizer) => optimizer.update(update).values.dataSync()) as [Float32Array, Float32Array];
    for (let index = 0; index < 72; index++) expect(kept[index]! - decayed[index]!).toBeCloseTo(2 * 0.01, 6);
    expect(decayed.slice(72)).toEqual(kept.slice(72));
  });

  it('looks ahead: the newest gradient turns the step beyond the momentum', () => {
    const update = { ...given(), slots: { first: normalMatrix(1, 76).reshape([76]), second: tf.zeros([76]) } };
    const step = (gradient: tf.Tensor) => muon(average).update({ ...update, gradient }).values.slice([0], [72]);
    const along = (gradient: tf.Tensor) => step(gradient).mul(update.gradient.slice([0], [72])).sum().dataSync()[0]!;
    expect(along(update.gradient.mul(5))).toBeLessThan(along(tf.zerosLike(update.gradient)));
  });
});
