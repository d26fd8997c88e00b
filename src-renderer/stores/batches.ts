/** @file Every batch in the order of the queue, which one is shown, and the rows of its list that are in sight. Data and small setters. Renderer. */
import { create } from 'zustand';
import type { BatchItem, BatchSummary, ItemKind } from '../../src-shared/batch.ts';
import { type ItemPages, withChanged } from '../batch/item-pages.ts';

export type ItemFilter = ItemKind | 'all';

type BatchesState = {
  readonly batches: readonly BatchSummary[];
  readonly selectedId: string | null;
  readonly filter: ItemFilter;
  /** Of the selected batch through the filter. */
  readonly pages: ItemPages;
  /** Rows that there are of them. */
  readonly total: number;
  /** Place in the list of the row that is looked at. */
  readonly position: number;
  /** Whether that row's before and after is open. */
  readonly looking: boolean;
  setAll(batches: readonly BatchSummary[]): void;
  /** Puts a batch last, or replaces the one of its id. */
  put(batch: BatchSummary): void;
  /** Puts the batches into this order; those that it does not name are gone. */
  setOrder(ids: readonly string[]): void;
  select(id: string | null): void;
  setFilter(filter: ItemFilter): void;
  setPages(pages: ItemPages, total: number): void;
  changeItems(batchId: string, items: readonly BatchItem[]): void;
  setPosition(position: number): void;
  setLooking(looking: boolean): void;
};

const noRows = { pages: new Map() as ItemPages, total: 0, position: 0, looking: false };

export const useBatches = create<BatchesState>()((set) => ({
  batches: [],
  selectedId: null,
  filter: 'all',
  ...noRows,
  setAll: (batches) => {
    set({ batches });
  },
  put: (batch) => {
    set(({ batches }) => ({ batches: batches.some(({ id }) => id === batch.id) ? batches.map((it) => (it.id === batch.id ? batch : it)) : [...batches, batch] }));
  },
  setOrder: (ids) => {
    set(({ batches, selectedId }) => ({
      batches: ids.flatMap((id) => batches.find((batch) => batch.id === id) ?? []),
      ...(selectedId !== null && !ids.includes(selectedId) ? { selectedId: ids[0] ?? null, filter: 'all', ...noRows } : {}),
    }));
  },
  select: (selectedId) => {
    set({ selectedId, filter: 'all', ...noRows });
  },
  setFilter: (filter) => {
    set({ filter, ...noRows });
  },
  setPages: (pages, total) => {
    set(({ position }) => ({ pages, total, position: Math.max(0, Math.min(position, total - 1)) }));
  },
  changeItems: (batchId, items) => {
    set(({ selectedId, pages }) => (batchId === selectedId ? { pages: withChanged(pages, items) } : {}));
  },
  setPosition: (position) => {
    set({ position });
  },
  setLooking: (looking) => {
    set({ looking });
  },
}));

export const selectedBatch = ({ batches, selectedId }: Pick<BatchesState, 'batches' | 'selectedId'>): BatchSummary | undefined => batches.find(({ id }) => id === selectedId);

/** Whether it goes on once the user lets it, without a question to be answered before. */
export const isHeld = ({ state }: BatchSummary): boolean => state.kind === 'paused' && state.reason !== 'existing';
export const isOver = ({ state }: BatchSummary): boolean => state.kind === 'done' || state.kind === 'cancelled' || state.kind === 'failed';
