/** @file A picture's newest job as long as it has given no result: waiting, how far, cancelled, failed with what helps. Renderer. */
import { Ban } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../src-shared/ipc.ts';
import { assertNever } from '../../src-shared/result.ts';
import { cancelJob } from '../actions/jobs.ts';
import { formatDuration, formatPercent } from '../format.ts';
import { Remedies } from '../queue/remedies.tsx';
import { Button } from '../ui/button.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';

export function JobSection({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  switch (job.state.kind) {
    case 'waiting':
      return <Underway job={job} text={t('job.waiting')} done={0} />;
    case 'running': {
      const { phase, done, remainingMs } = job.state.progress;
      if (job.state.cancelling) return <Underway job={job} text={t('job.cancelling')} done={done} isEnding />;
      const left = remainingMs === undefined ? [] : [t('job.left', { time: formatDuration(remainingMs) })];
      return <Underway job={job} text={[t(`job.phases.${phase}`), formatPercent(done), ...left].join(' · ')} done={done} />;
    }
    case 'done':
      return null;
    case 'cancelled':
      return (
        <p className="job-outcome quiet">
          <Ban size={14} aria-hidden="true" />
          {t('job.cancelled')}
        </p>
      );
    case 'failed':
      return (
        <FailureCard failure={job.state.failure}>
          <Remedies job={job} remedies={job.state.remedies} />
        </FailureCard>
      );
    default:
      return assertNever(job.state);
  }
}

type UnderwayProps = { readonly job: Job; readonly text: string; readonly done: number; /** Nothing can be done about it any more. */ readonly isEnding?: true };

const Underway = ({ job, text, done, isEnding }: UnderwayProps) => {
  const { t } = useTranslation();
  return (
    <div className="underway">
      <ProgressBar label={t('job.progress')} done={done} />
      <div className="underway-line">
        <span data-testid="job-status">{text}</span>
        <Button disabled={isEnding} onClick={() => void cancelJob(job.id)}>{t('panel.cancel')}</Button>
      </div>
    </div>
  );
};
