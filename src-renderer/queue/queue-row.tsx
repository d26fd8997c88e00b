/** @file One job of the queue: its picture, how far it is, and what can be done about it. Renderer. */
import { GripVertical, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../src-shared/ipc.ts';
import { cancelJob } from '../actions/jobs.ts';
import { isActive, isEnding } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';
import { IconButton } from '../ui/button.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { JobStatus } from './job-status.tsx';
import { Remedies } from './remedies.tsx';

type QueueRowProps = { readonly job: Job; readonly left: number | undefined; readonly movable: boolean };

export function QueueRow({ job, left, movable }: QueueRowProps) {
  const { t } = useTranslation();
  const picture = usePictures((state) => state.pictures.find(({ id }) => id === job.pictureId));
  const select = usePictures((state) => state.select);
  const name = picture?.name ?? '';
  return (
    <>
      <div className="queue-row">
        <span className="queue-grip" title={movable ? t('queue.moveHelp') : undefined}>
          {movable && <GripVertical size={14} aria-hidden="true" />}
        </span>
        <button
          type="button"
          className="queue-name"
          aria-description={movable ? t('queue.moveHelp') : undefined}
          onClick={() => {
            select(job.pictureId);
          }}
        >
          <MiddleCut text={name} title={picture?.path ?? name} />
        </button>
        {job.state.kind !== 'failed' && <JobStatus job={job} left={left} />}
        {isActive(job) && (
          <IconButton label={t('job.cancelOf', { name })} disabled={isEnding(job)} onClick={() => void cancelJob(job.id)}>
            <X size={14} />
          </IconButton>
        )}
      </div>
      {job.state.kind === 'failed' && (
        <div className="queue-failure">
          <JobStatus job={job} left={undefined} />
          <Remedies job={job} remedies={job.state.remedies} />
        </div>
      )}
    </>
  );
}
