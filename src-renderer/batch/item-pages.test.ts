import { expect, it } from 'vitest';
import type { BatchItem } from '../../src-shared/batch.ts';
import { itemAt, pageSize, pagesBetween, withChanged } from './item-pages.ts';

const item = (index: number, kind: 'waiting' | 'cancelled' = 'waiting'): BatchItem => ({ index, input: `/in/${index}.png`, subfolder: '', state: { kind } });
const page = (first: number) => Array.from({ length: pageSize }, (_, at) => item(first + at));

it('names the pages that a range of rows lies on', () => {
  expect(pagesBetween(0, pageSize - 1)).toEqual([0]);
  expect(pagesBetween(pageSize - 1, pageSize)).toEqual([0, 1]);
  expect(pagesBetween(3 * pageSize + 7, 5 * pageSize)).toEqual([3, 4, 5]);
  expect(pagesBetween(-3, 0)).toEqual([0]);
});

it('finds a row on its page, and nothing where that is not held', () => {
  const pages = new Map([[2, page(2 * pageSize)]]);
  expect(itemAt(pages, 2 * pageSize + 5)?.index).toBe(2 * pageSize + 5);
  expect(itemAt(pages, 5)).toBeUndefined();
});

it('takes over changed items where they are held, on whatever page they stand', () => {
  const pages = new Map([[0, [item(40), item(41)]], [7, [item(900)]]]);
  const changed = withChanged(pages, [item(41, 'cancelled'), item(5, 'cancelled')]);
  expect(changed.get(0)?.map(({ state }) => state.kind)).toEqual(['waiting', 'cancelled']);
  expect(changed.get(7)).toBe(pages.get(7));
  expect(withChanged(pages, [item(5, 'cancelled')])).toBe(pages);
});
