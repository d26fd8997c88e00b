/** @file The queue: a summary in the top bar, every active job with its own cancel button behind it. Renderer. */
import { X } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { Job } from '../../src-shared/ipc.ts';
import { cancelJob } from '../actions/jobs.ts';
import { formatDuration } from '../format.ts';
import { isActive, useJobs } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';
import { strings } from '../strings.ts';
import { IconButton } from '../ui/button.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';

export function JobQueue() {
  const active = useJobs((state) => state.jobs).filter(isActive);
  const running = active.find((job) => job.state.kind === 'running');
  if (active.length === 0) return null;
  return (
    <Popover.Root>
      <Popover.Trigger className="queue-summary">
        {strings.job.queueCount(active.length)}
        {running && <Status job={running} />}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="queue" align="end" sideOffset={6} aria-label={strings.job.queue}>
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
      <IconButton label={strings.job.cancelOf(name)} onClick={() => void cancelJob(job.id)}>
        <X size={14} />
      </IconButton>
    </li>
  );
}

function Status({ job: { state } }: { readonly job: Job }) {
  if (state.kind !== 'running') return <span className="quiet">{strings.job.waitingShort}</span>;
  const { done, remainingMs } = state.progress;
  return (
    <span className="queue-status">
      <ProgressBar label={strings.job.progress} done={done} />
      <span className="quiet">{remainingMs === undefined ? strings.units.percent(Math.round(done * 100)) : strings.job.left(formatDuration(remainingMs))}</span>
    </span>
  );
}
