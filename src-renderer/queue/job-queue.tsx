/** @file The queue: a summary in the top bar, every active job with its own cancel button behind it. Renderer. */
import { X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../src-shared/ipc.ts';
import { cancelJob } from '../actions/jobs.ts';
import { formatDuration, formatPercent } from '../format.ts';
import { isActive, useJobs } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';
import { IconButton } from '../ui/button.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';

export function JobQueue() {
  const { t } = useTranslation();
  const active = useJobs((state) => state.jobs).filter(isActive);
  const running = active.find((job) => job.state.kind === 'running');
  if (active.length === 0) return null;
  return (
    <Popover.Root>
      <Popover.Trigger className="queue-summary">
        {t('job.queueCount', { count: active.length })}
        {running && <Status job={running} />}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="queue" align="end" sideOffset={6} aria-label={t('job.queue')}>
          <ol>
            {active.map((job) => (
              <QueueItem key={job.id} job={job} />
            ))}
          </ol>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function QueueItem({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  const { pictures, select } = usePictures();
  const name = pictures.find((it) => it.id === job.pictureId)?.name ?? '';
  return (
    <li>
      <button
        type="button"
        className="queue-name"
        onClick={() => {
          select(job.pictureId);
        }}
      >
        <MiddleCut text={name} />
      </button>
      <Status job={job} />
      <IconButton label={t('job.cancelOf', { name })} onClick={() => void cancelJob(job.id)}>
        <X size={14} />
      </IconButton>
    </li>
  );
}

function Status({ job: { state } }: { readonly job: Job }) {
  const { t } = useTranslation();
  if (state.kind !== 'running') return <span className="quiet">{t('job.waitingShort')}</span>;
  const { done, remainingMs } = state.progress;
  return (
    <span className="queue-status">
      <ProgressBar label={t('job.progress')} done={done} />
      <span className="quiet">{remainingMs === undefined ? formatPercent(done) : t('job.left', { time: formatDuration(remainingMs) })}</span>
    </span>
  );
}
