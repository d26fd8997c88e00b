/** @file One file of a batch: its picture, its name, what became of it, how large and how long. Renderer. */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchItem, BatchSummary } from '../../src-shared/batch.ts';
import { formatBytes, formatDuration, formatPixels } from '../format.ts';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { lastPart } from './definition.ts';
import { ItemThumbnail } from './item-thumbnail.tsx';
import { itemWords } from './state-words.ts';

type ItemRowProps = {
  readonly id: string;
  readonly batch: BatchSummary;
  /** Absent until it is loaded. */
  readonly item: BatchItem | undefined;
  /** From 1. */
  readonly position: number;
  readonly of: number;
  readonly selected: boolean;
  readonly place: { readonly start: number; readonly size: number };
  readonly onSelect: () => void;
  /** Before and after. */
  readonly onLook: () => void;
};

export function ItemRow({ id, batch, item, position, of, selected, place, onSelect, onLook }: ItemRowProps) {
  const { t } = useTranslation();
  const done = item?.state.kind === 'running' ? batch.running.find(({ index }) => index === item.index)?.progress.done : undefined;
  return (
    <div
      id={id}
      className="batch-item"
      role="option"
      aria-selected={selected}
      aria-posinset={position}
      aria-setsize={of}
      aria-label={item ? undefined : t('batch.itemLoading')}
      data-state={item?.state.kind}
      style={{ height: place.size, transform: `translateY(${place.start}px)` }}
      onClick={onSelect}
      onDoubleClick={onLook}
    >
      {item && <Content item={item} batchId={batch.id} done={done} onLook={onLook} />}
    </div>
  );
}

/** What is read aloud holds all that the row shows, in its order. */
const spoken = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

/** Pixels, bytes and time of a finished file, as its columns show them. */
function figures({ state }: BatchItem): [string, string, string] {
  return state.kind === 'done' ? [formatPixels(state), formatBytes(state.bytes), state.made ? formatDuration(state.made.durationMs) : ''] : ['', '', ''];
}

type ContentProps = { readonly item: BatchItem; readonly batchId: string; readonly done: number | undefined; readonly onLook: () => void };

const Content = memo(
  ({ item, batchId, done, onLook }: ContentProps) => {
    const { state } = item;
    const { t } = useTranslation();
    const [pixels, bytes, time] = figures(item);
    const words = itemWords(item, done);
    return (
      <>
        <span className="for-screen-readers">{t('batch.itemLabel', { name: spoken([lastPart(item.input), item.subfolder]), state: spoken([words, pixels, bytes, time]) })}</span>
        <span className="batch-item-picture" aria-hidden="true" onClick={onLook}>
          <ItemThumbnail batchId={batchId} index={item.index} side={state.kind === 'done' ? 'output' : 'input'} />
        </span>
        <span className="batch-item-name" aria-hidden="true">
          <MiddleCut text={lastPart(item.input)} title={item.input} />
          {item.subfolder !== '' && (
            <span className="quiet">
              <MiddleCut text={item.subfolder} />
            </span>
          )}
        </span>
        <span className="batch-item-state" aria-hidden="true" title={words}>
          {done === undefined ? words : <RunningState item={item} done={done} />}
        </span>
        <span className="batch-item-size quiet" aria-hidden="true">{pixels}</span>
        <span className="batch-item-bytes quiet" aria-hidden="true">{bytes}</span>
        <span className="batch-item-time quiet" aria-hidden="true">{time}</span>
      </>
    );
  },
  // A row looks the same whichever function it is given.
  (before, after) => before.item === after.item && before.batchId === after.batchId && before.done === after.done,
);
Content.displayName = 'ItemRowContent';

function RunningState({ item, done }: { readonly item: BatchItem; readonly done: number }) {
  return (
    <span className="queue-status">
      <ProgressBar label={lastPart(item.input)} done={done} />
      <span className="quiet">{itemWords(item, done)}</span>
    </span>
  );
}
