/** @file The files of a batch: a long list of which only what is in sight is held; arrows move, Enter compares. Renderer. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchSummary } from '../../src-shared/batch.ts';
import { showItems } from '../actions/batch-items.ts';
import { cancelItem } from '../actions/batches.ts';
import { useApplication } from '../stores/application.ts';
import { useBatches } from '../stores/batches.ts';
import { itemAt } from './item-pages.ts';
import { ItemRow } from './item-row.tsx';
import { isToBeListed } from './state-words.ts';

/** In CSS pixels at the usual size of text. */
const rowHeight = 44;
const overscan = 8;

export function ItemList({ batch }: { readonly batch: BatchSummary }) {
  const { t } = useTranslation();
  const { pages, total, position, filter, looking, setPosition, setLooking } = useBatches();
  const textScale = useApplication((state) => state.settings.textSize) / 100;
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const virtual = useVirtualizer({ count: total, getScrollElement: () => list.current, estimateSize: () => rowHeight * textScale, overscan });
  const rows = virtual.getVirtualItems();
  const [first, last] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];

  useEffect(() => {
    virtual.measure();
  }, [textScale]);
  useEffect(() => {
    showItems(first, last);
  }, [batch.id, filter, first, last, pages]);

  const moveTo = (wanted: number) => {
    const to = Math.max(0, Math.min(total - 1, wanted));
    setPosition(to);
    virtual.scrollToIndex(to, { align: 'auto' });
  };
  // Until the rows have come, nothing is said.
  const there = filter === 'all' ? batch.total : batch.counts[filter];
  const item = itemAt(pages, position);
  useEffect(() => {
    if (looking) virtual.scrollToIndex(position, { align: 'auto' });
  }, [looking, position]);
  const look = (at: number) => {
    setPosition(at);
    setLooking(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((list.current?.clientHeight ?? 0) / (rowHeight * textScale)) - 1);
    const targets: Record<string, number> = { ArrowUp: position - 1, ArrowDown: position + 1, PageUp: position - page, PageDown: position + page, Home: 0, End: total - 1 };
    const target = targets[event.key];
    if (target !== undefined) moveTo(target);
    else if (event.key === 'Enter' && item) setLooking(true);
    else if (event.key === 'Delete' && item && (item.state.kind === 'waiting' || item.state.kind === 'running')) void cancelItem(batch.id, item.index);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={list}
      className="batch-items"
      role="listbox"
      aria-label={t('batch.items')}
      aria-description={t('batch.itemKeys')}
      aria-activedescendant={item ? `${id}-${position}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {total === 0 && there === 0 && <p className="batch-none quiet">{isToBeListed(batch) ? t('batch.toBeListed') : batch.state.kind === 'listing' ? t('batch.listing') : t('batch.noItems')}</p>}
      <div className="batch-items-track" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start, size }) => (
          <ItemRow
            key={index}
            id={`${id}-${index}`}
            batch={batch}
            item={itemAt(pages, index)}
            position={index + 1}
            of={total}
            selected={index === position}
            place={{ start, size }}
            onSelect={() => {
              setPosition(index);
            }}
            onLook={() => {
              look(index);
            }}
          />
        ))}
      </div>
    </div>
  );
}
