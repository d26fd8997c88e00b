/** @file Every job in its order; waiting ones are moved by dragging, or by Alt with arrows. Renderer. */
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../src-shared/ipc.ts';
import { moveJob } from '../actions/queue.ts';
import { estimateDuration } from '../panels/estimate.ts';
import { useApplication } from '../stores/application.ts';
import { usePictures } from '../stores/pictures.ts';
import { QueueRow } from './queue-row.tsx';
import { timesLeft } from './time-left.ts';

const dragType = 'application/x-imago-job';

export function QueueList({ jobs }: { readonly jobs: readonly Job[] }) {
  const { t } = useTranslation();
  const pictures = usePictures((state) => state.pictures);
  const { ladder, paces } = useApplication((state) => state.settings);
  const list = useRef<HTMLOListElement>(null);
  const [over, setOver] = useState<string | null>(null);
  const waiting = jobs.filter(({ state }) => state.kind === 'waiting');

  const left = timesLeft(jobs, ({ pictureId, recipe }) => {
    const picture = pictures.find(({ id }) => id === pictureId);
    return picture?.state.kind === 'open' ? estimateDuration(picture.state.info, recipe.steps, 0, ladder, paces) : undefined;
  });
  const moveByKey = (event: KeyboardEvent, job: Job) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const index = waiting.indexOf(job);
    const to = index + (by ?? 0);
    if (by === undefined || !event.altKey || index < 0 || to < 0 || to >= waiting.length) return;
    event.preventDefault();
    event.stopPropagation();
    moveJob(job, waiting, to);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-job="${job.id}"] .queue-name`)?.focus());
  };
  const dropOn = (job: Job) => ({
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(dragType) || job.state.kind !== 'waiting') return;
      event.preventDefault();
      // The window itself takes files alone.
      event.stopPropagation();
      event.dataTransfer.dropEffect = 'move';
      setOver(job.id);
    },
    onDrop: (event: DragEvent) => {
      const moved = waiting.find(({ id }) => id === event.dataTransfer.getData(dragType));
      event.preventDefault();
      event.stopPropagation();
      setOver(null);
      if (moved) moveJob(moved, waiting, waiting.indexOf(job));
    },
  });

  return (
    <ol ref={list} aria-label={t('job.queue')}>
      {jobs.map((job) => (
        <li
          key={job.id}
          data-job={job.id}
          data-over={over === job.id ? '' : undefined}
          draggable={job.state.kind === 'waiting'}
          onDragStart={(event) => {
            event.dataTransfer.setData(dragType, job.id);
            event.dataTransfer.effectAllowed = 'move';
          }}
          onDragEnd={() => {
            setOver(null);
          }}
          onKeyDown={(event) => {
            moveByKey(event, job);
          }}
          {...dropOn(job)}
        >
          <QueueRow job={job} left={left.get(job.id)} movable={job.state.kind === 'waiting' && waiting.length > 1} />
        </li>
      ))}
    </ol>
  );
}
