/** @file What became of a picture's newest job: waiting, how far, done with details, cancelled, failed. Renderer. */
import { Ban, Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { providerLabels } from '../../src-shared/device.ts';
import type { Job } from '../../src-shared/ipc.ts';
import type { RunDetails } from '../../src-shared/job.ts';
import { assertNever } from '../../src-shared/result.ts';
import { cancelJob } from '../actions/jobs.ts';
import { formatCount, formatDuration, formatPercent, formatPixels } from '../format.ts';
import { useApplication } from '../stores/application.ts';
import { Button } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { Fold } from '../ui/fold.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';

export function JobSection({ job }: { readonly job: Job }) {
  const { t } = useTranslation();
  switch (job.state.kind) {
    case 'waiting':
      return <Underway job={job} text={t('job.waiting')} done={0} />;
    case 'running': {
      const { phase, done, remainingMs } = job.state.progress;
      const left = remainingMs === undefined ? [] : [t('job.left', { time: formatDuration(remainingMs) })];
      return <Underway job={job} text={[t(`job.phases.${phase}`), formatPercent(done), ...left].join(' · ')} done={done} />;
    }
    case 'done':
      return <Done details={job.state.stages.at(-1)!.details} />;
    case 'cancelled':
      return (
        <p className="job-outcome quiet">
          <Ban size={14} aria-hidden="true" />
          {t('job.cancelled')}
        </p>
      );
    case 'failed':
      return <FailureCard failure={job.state.failure} />;
    default:
      return assertNever(job.state);
  }
}

const Underway = ({ job, text, done }: { readonly job: Job; readonly text: string; readonly done: number }) => {
  const { t } = useTranslation();
  return (
    <div className="underway">
      <ProgressBar label={t('job.progress')} done={done} />
      <div className="underway-line">
        <span data-testid="job-status">{text}</span>
        <Button onClick={() => void cancelJob(job.id)}>{t('panel.cancel')}</Button>
      </div>
    </div>
  );
};

function Done({ details }: { readonly details: RunDetails }) {
  const { t } = useTranslation();
  const models = useApplication((state) => state.models);
  return (
    <div className="done">
      <p className="job-outcome">
        <Check className="good" size={14} aria-hidden="true" />
        {t('job.done', { time: formatDuration(details.durationMs) })}
      </p>
      {details.notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
      <Fold title={t('details')}>
        <Facts
          facts={[
            [t('job.size'), formatPixels(details)],
            [t('job.device'), providerLabels[details.device]],
            [t('job.model'), models.find((it) => it.id === details.model)?.name ?? details.model],
            [t('job.tile'), t('job.tiles', { side: formatCount(details.tile), count: details.tiles })],
            [t('job.time'), t('job.times', { all: formatDuration(details.durationMs), network: formatDuration(details.networkMs) })],
          ]}
        />
      </Fold>
    </div>
  );
}
