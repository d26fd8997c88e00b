/** @file What a batch is doing, and what became of an item, in a few words. Renderer. */
import type { BatchItem, BatchSummary, ItemKind } from '../../src-shared/batch.ts';
import { shortFailure } from '../failure-words.ts';
import { formatDuration, formatPercent } from '../format.ts';
import { t } from '../i18n.ts';

export function batchWords({ state, remainingMs, elapsedMs, pausing }: BatchSummary): string {
  switch (state.kind) {
    case 'listing':
      return t('batch.state.listing', { count: state.found });
    case 'running':
      if (pausing) return t('batch.state.pausing');
      return remainingMs === undefined ? t('batch.state.running') : t('batch.state.left', { time: formatDuration(remainingMs) });
    case 'paused':
      return t(`batch.state.paused.${state.reason}`);
    case 'done':
      return t('batch.state.done', { time: formatDuration(elapsedMs) });
    case 'waiting':
    case 'watching':
    case 'cancelled':
    case 'failed':
      return t(`batch.state.${state.kind}`);
  }
}

/** Items that nothing more happens to by itself. */
export const overOf = ({ counts }: Pick<BatchSummary, 'counts'>): number => counts.done + counts.skipped + counts.failed + counts.cancelled;

/** Its folders are read when its turn comes. */
export const isToBeListed = ({ state, total }: Pick<BatchSummary, 'state' | 'total'>): boolean => total === 0 && (state.kind === 'waiting' || state.kind === 'paused');

export const kindWords = (kind: ItemKind): string => t(`batch.item.${kind}`);

/** `done`: the part of a running item that is done, 0 to 1. */
export function itemWords({ state }: BatchItem, done: number | undefined): string {
  if (state.kind === 'failed') return shortFailure(state.failure);
  return state.kind === 'running' && done !== undefined ? formatPercent(done) : kindWords(state.kind);
}
