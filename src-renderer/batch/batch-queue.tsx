/** @file Every batch in the order of the queue; moved by dragging, or by Alt with arrows. Renderer. */
import { Pause, Play, X } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BatchSummary, isUnderway } from '../../src-shared/batch.ts';
import { cancelAll, moveBatch, pauseAll, resumeAll } from '../actions/batches.ts';
import { isHeld, isOver, useBatches } from '../stores/batches.ts';
import { Button } from '../ui/button.tsx';
import { BatchQueueRow } from './batch-queue-row.tsx';

const dragType = 'application/x-imago-batch';

export function BatchQueue() {
  const { t } = useTranslation();
  const batches = useBatches((state) => state.batches);
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const placeOf = (id: string | null) => batches.findIndex((batch) => batch.id === id);

  const moveByKey = (event: KeyboardEvent, batch: BatchSummary) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const to = batches.indexOf(batch) + (by ?? 0);
    if (by === undefined || !event.altKey || to < 0 || to >= batches.length) return;
    event.preventDefault();
    event.stopPropagation();
    moveBatch(batch, to);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-batch="${batch.id}"] .batch-row-name`)?.focus());
  };
  const dropOn = (batch: BatchSummary) => ({
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(dragType)) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = 'move';
      setOver(batch.id);
    },
    onDrop: (event: DragEvent) => {
      const moved = batches.find(({ id }) => id === event.dataTransfer.getData(dragType));
      if (!moved) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(null);
      moveBatch(moved, batches.indexOf(batch));
    },
  });

  return (
    <section className="batch-queue" aria-label={t('batch.queue.title')}>
      <header className="batch-queue-head">
        <h2>{t('batch.queue.title')}</h2>
        {batches.length > 1 && (
          <span className="batch-buttons">
            {!batches.some(isUnderway) && batches.some(isHeld) ? (
              <Button onClick={resumeAll}>
                <Play size={14} aria-hidden="true" />
                {t('batch.queue.resumeAll')}
              </Button>
            ) : (
              <Button disabled={!batches.some(isUnderway)} onClick={pauseAll}>
                <Pause size={14} aria-hidden="true" />
                {t('batch.queue.pauseAll')}
              </Button>
            )}
            <Button disabled={batches.every(isOver)} onClick={cancelAll}>
              <X size={14} aria-hidden="true" />
              {t('batch.queue.cancelAll')}
            </Button>
          </span>
        )}
      </header>
      <ol ref={list} aria-label={t('batch.queue.list')}>
        {batches.map((batch, index) => (
          <li
            key={batch.id}
            data-batch={batch.id}
            data-over={over === batch.id && over !== dragged ? (placeOf(dragged) < index ? 'after' : 'before') : undefined}
            draggable={batches.length > 1}
            onDragStart={(event) => {
              event.dataTransfer.setData(dragType, batch.id);
              event.dataTransfer.effectAllowed = 'move';
              setDragged(batch.id);
            }}
            onDragEnd={() => {
              setDragged(null);
              setOver(null);
            }}
            onKeyDown={(event) => {
              moveByKey(event, batch);
            }}
            {...dropOn(batch)}
          >
            <BatchQueueRow batch={batch} first={index === 0} movable={batches.length > 1} />
          </li>
        ))}
      </ol>
    </section>
  );
}
