import { expect, test } from 'vitest';
import { placeBefore } from './place-before.ts';

test('one is moved up, down and to the end, and nowhere before one that is gone', () => {
  const ids = ['a', 'b', 'c', 'd'];
  expect(placeBefore(ids, 'c', 'a')).toEqual(['c', 'a', 'b', 'd']);
  expect(placeBefore(ids, 'a', 'c')).toEqual(['b', 'a', 'c', 'd']);
  expect(placeBefore(ids, 'b', null)).toEqual(['a', 'c', 'd', 'b']);
  expect(placeBefore(ids, 'b', 'e')).toEqual(ids);
});
