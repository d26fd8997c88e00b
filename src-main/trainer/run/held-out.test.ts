import { expect, it } from 'vitest';
import { holdOut } from './held-out.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

it('sets pictures aside, evenly spread, and trains on the others', () => {
  expect(holdOut(numbers(36)).heldOut).toEqual([6, 18, 30]);
  const { training, heldOut } = holdOut(numbers(150));
  expect(heldOut).toHaveLength(8);
  expect([...training, ...heldOut].sort((a, b) => a - b)).toEqual(numbers(150));
});

it('spares none of a few', () => {
  expect(holdOut(numbers(11))).toEqual({ training: numbers(11), heldOut: [] });
});
