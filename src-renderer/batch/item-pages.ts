/** @file Rows of a list that is too long to be held at once: pages of it come and go. Pure. */
import type { BatchItem } from '../../src-shared/batch.ts';

export const pageSize = 100;

/** Pages by their number, from 0. */
export type ItemPages = ReadonlyMap<number, readonly BatchItem[]>;

export const itemAt = (pages: ItemPages, position: number): BatchItem | undefined => pages.get(Math.floor(position / pageSize))?.[position % pageSize];

/** The pages that hold rows `first` to `last`, both included. */
export function pagesBetween(first: number, last: number): number[] {
  const [from, to] = [Math.floor(Math.max(0, first) / pageSize), Math.floor(Math.max(0, last) / pageSize)];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The pages with items in their newest state; the same object where none of them is held. */
export function withChanged(pages: ItemPages, changed: readonly BatchItem[]): ItemPages {
  const byIndex = new Map(changed.map((item) => [item.index, item]));
  const touched = [...pages].filter(([, items]) => items.some(({ index }) => byIndex.has(index)));
  if (touched.length === 0) return pages;
  return new Map([...pages, ...touched.map(([page, items]) => [page, items.map((item) => byIndex.get(item.index) ?? item)] as const)]);
}
