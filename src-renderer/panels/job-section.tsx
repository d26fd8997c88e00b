/** @file What became of a picture's newest job: waiting, how far, done with details, cancelled, failed. Renderer. */
import { Ban, Check } from 'lucide-react';
import { providerLabels } from '../../src-shared/device.ts';
import type { Job } from '../../src-shared/ipc.ts';
import type { RunDetails } from '../../src-shared/job.ts';
import { assertNever } from '../../src-shared/result.ts';
import { cancelJob } from '../actions/jobs.ts';
import { formatCount, formatDuration, formatPixels } from '../format.ts';
import { useApplication } from '../stores/application.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { Fold } from '../ui/fold.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';

export function JobSection({ job }: { readonly job: Job }) {
  switch (job.state.kind) {
    case 'waiting':
      return <Underway job={job} text={strings.job.waiting} done={0} />;
    case 'running': {
      const { phase, done, remainingMs } = job.state.progress;
      const left = remainingMs === undefined ? [] : [strings.job.left(formatDuration(remainingMs))];
      return <Underway job={job} text={[strings.job.phases[phase], strings.units.percent(Math.round(done * 100)), ...left].join(' · ')} done={done} />;
    }
    case 'done':
      return <Done details={job.state.stages.at(-1)!.details} />;
    case 'cancelled':
      return (
        <p className="job-outcome quiet">
          <Ban size={14} aria-hidden="true" />
          {strings.job.cancelled}
        </p>
      );
    case 'failed':
      return <FailureCard failure={job.state.failure} />;
    default:
      return assertNever(job.state);
  }
}

const Underway = ({ job, text, done }: { readonly job: Job; readonly text: string; readonly done: number }) => (
  <div className="underway">
    <ProgressBar label={strings.job.progress} done={done} />
    <div className="underway-line">
      <span data-testid="job-status">{text}</span>
      <Button onClick={() => void cancelJob(job.id)}>{strings.panel.cancel}</Button>
    </div>
  </div>
);

function Done({ details }: { readonly details: RunDetails }) {
  const models = useApplication((state) => state.models);
  return (
    <div className="done">
      <p className="job-outcome">
        <Check className="good" size={14} aria-hidden="true" />
        {strings.job.done(formatDuration(details.durationMs))}
      </p>
      {details.notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
      <Fold title={strings.details}>
        <Facts
          facts={[
            [strings.job.size, formatPixels(details)],
            [strings.job.device, providerLabels[details.device]],
            [strings.job.model, models.find((it) => it.id === details.model)?.name ?? details.model],
            [strings.job.tile, strings.job.tiles(String(details.tile), formatCount(details.tiles))],
            [strings.job.time, strings.job.times(formatDuration(details.durationMs), formatDuration(details.networkMs))],
          ]}
        />
      </Fold>
    </div>
  );
}
