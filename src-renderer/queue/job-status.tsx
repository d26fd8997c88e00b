/** @file How far one job is, in a line. Renderer. */
import { useTranslation } from 'react-i18next';
import type { Job } from '../../src-shared/ipc.ts';
import { failureWords } from '../failure-words.ts';
import { formatDuration, formatPercent } from '../format.ts';
import { ProgressBar } from '../ui/progress-bar.tsx';

/** `left` is in milliseconds, those of the jobs before it included. */
export function JobStatus({ job: { state }, left }: { readonly job: Job; readonly left: number | undefined }) {
  const { t } = useTranslation();
  const leftText = left === undefined ? undefined : t('job.left', { time: formatDuration(left) });
  switch (state.kind) {
    case 'waiting':
      return <span className="quiet">{leftText === undefined ? t('job.waitingShort') : `${t('job.waitingShort')} · ≈ ${leftText}`}</span>;
    case 'running':
      return (
        <span className="queue-status">
          <ProgressBar label={t('job.progress')} done={state.progress.done} />
          <span className="quiet">{state.cancelling ? t('job.cancelling') : (leftText ?? formatPercent(state.progress.done))}</span>
        </span>
      );
    case 'done':
      return <span className="quiet">{t('job.done', { time: formatDuration(state.stages.reduce((sum, { details }) => sum + details.durationMs, 0)) })}</span>;
    case 'cancelled':
      return <span className="quiet">{t('queue.cancelled')}</span>;
    case 'failed':
      return <span className="queue-failed">{failureWords(state.failure).message}</span>;
  }
}
