import { expect, it } from 'vitest';
import { expandLabels, type Labelling } from './expand-labels.ts';
import { drawBelow, randomSource } from './random-source.ts';

const energy = ({ nodes, unary, pairs, pairwise }: Labelling, labelling: Int32Array): number => {
  let sum = 0;
  for (let node = 0; node < nodes; node += 1) sum += unary(node, labelling[node]!);
  for (let at = 0; at < pairs.length; at += 2) sum += pairwise(pairs[at]!, pairs[at + 1]!, labelling[pairs[at]!]!, labelling[pairs[at + 1]!]!);
  return sum;
};

/** A grid of 3 x 3 nodes whose labels are numbers on a line: the distance between them is a metric. */
function problem(seed: number, labels: number): Labelling {
  const random = randomSource(seed);
  const costs = Array.from({ length: 9 * labels }, () => drawBelow(random, 30));
  const places = Array.from({ length: labels }, () => drawBelow(random, 20));
  const pairs = Array.from({ length: 9 }, (_, node) => [...(node % 3 < 2 ? [node, node + 1] : []), ...(node < 6 ? [node, node + 3] : [])]).flat();
  return { nodes: 9, labels, unary: (node, label) => costs[node * labels + label]!, pairs: Int32Array.from(pairs), pairwise: (_a, _b, first, second) => Math.abs(places[first]! - places[second]!) };
}

it.each([1, 2, 3, 4, 5, 6, 7, 8])('finds the best of two labels, whatever it begins with (%i)', (seed) => {
  const asked = problem(seed, 2);
  const all = Array.from({ length: 2 ** 9 }, (_, bits) => Int32Array.from({ length: 9 }, (_node, node) => (bits >> node) & 1));
  const least = Math.min(...all.map((labelling) => energy(asked, labelling)));
  // Those that keep the first label and take the second are all that there are.
  const labelling = new Int32Array(9);
  expandLabels(asked, labelling);
  expect(energy(asked, labelling)).toBe(least);
});

it.each([11, 12, 14])('lowers the energy of many labels, below that of the best for each node alone (%i)', (seed) => {
  const asked = problem(seed, 5);
  const alone = Int32Array.from({ length: 9 }, (_, node) => [0, 1, 2, 3, 4].sort((a, b) => asked.unary(node, a) - asked.unary(node, b))[0]!);
  const labelling = alone.slice();
  expandLabels(asked, labelling);
  expect(energy(asked, labelling)).toBeLessThan(energy(asked, alone));
});

it('gives no node a label that it cannot have', () => {
  const asked: Labelling = { nodes: 2, labels: 2, unary: (node, label) => (node === label ? 0 : Infinity), pairs: Int32Array.of(0, 1), pairwise: (_a, _b, first, second) => (first === second ? 0 : 1000) };
  const labelling = Int32Array.of(0, 1);
  expandLabels(asked, labelling);
  expect([...labelling]).toEqual([0, 1]);
});
