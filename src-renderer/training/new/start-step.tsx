/** @file The name, what the training will take, and the start. Renderer. */
import { Play, TriangleAlert } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { providerLabels } from '../../../src-shared/device.ts';
import type { Failure } from '../../../src-shared/failure.ts';
import { isActive, type TrainingEstimate } from '../../../src-shared/training.ts';
import { cancelEstimate, createTraining, estimate } from '../../actions/new-training.ts';
import { formatBytes, formatDuration } from '../../format.ts';
import { definitionOf, proposedName, useNewTraining } from '../../stores/new-training.ts';
import { useTraining } from '../../stores/training.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FailureCard } from '../../ui/failure-card.tsx';
import { Doctor } from './doctor.tsx';

export function StartStep() {
  const { t } = useTranslation();
  const { draft, change, examination } = useNewTraining();
  const busy = useTraining(({ trainings }) => trainings.some(isActive));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [starting, setStarting] = useState(false);
  const id = useId();
  const definition = definitionOf(draft);
  const ready = definition !== null && examination.kind === 'done' && examination.value.canTrain;

  // While another training has the device, nothing true can be measured.
  useEffect(() => {
    if (ready && !busy) void estimate(definition);
  }, [ready, busy]);
  useEffect(() => cancelEstimate, []);

  const start = async () => {
    if (!definition) return;
    setStarting(true);
    setFailure(await createTraining(definition));
    setStarting(false);
  };
  return (
    <>
      <div className="training-choice">
        <label htmlFor={id}>{t('training.name')}</label>
        <input
          id={id}
          type="text"
          maxLength={100}
          value={draft.name}
          placeholder={proposedName(draft)}
          onChange={(event) => {
            change({ name: event.target.value });
          }}
        />
      </div>
      {!ready && <Doctor />}
      {busy ? <p className="quiet">{t('training.estimate.queued')}</p> : <Estimate />}
      {failure && <FailureCard failure={failure} />}
      <div>
        <Button tone="primary" className="start-button" disabled={!ready || starting} onClick={() => void start()}>
          <Play size={16} aria-hidden="true" />
          {t(busy ? 'training.startQueued' : 'training.start')}
        </Button>
      </div>
    </>
  );
}

function Estimate() {
  const { t } = useTranslation();
  const measured = useNewTraining((state) => state.estimate);
  if (measured.kind === 'idle') return null;
  if (measured.kind === 'failed') return <FailureCard failure={measured.failure} />;
  if (measured.kind === 'running')
    return (
      <p className="quiet" role="status">
        {t('training.estimate.measuring')}
      </p>
    );
  return <Measured estimate={measured.value} />;
}

function Measured({ estimate: { seconds, secondsPerStep, megabytes, diskBytes, freeBytes, device } }: { readonly estimate: TrainingEstimate }) {
  const { t } = useTranslation();
  return (
    <section className="estimate" aria-label={t('training.estimate.title')}>
      <p className="estimate-time">{t('training.estimate.time', { time: formatDuration(seconds * 1000) })}</p>
      <p className="quiet">{t('training.estimate.story')}</p>
      <Facts
        facts={[
          [t('training.facts.speed'), t('training.facts.perStep', { time: formatDuration(secondsPerStep * 1000) })],
          [t('training.facts.memory'), formatBytes(megabytes * 1e6)],
          [t('training.facts.disk'), t('training.facts.diskOf', { used: formatBytes(diskBytes), free: formatBytes(freeBytes) })],
          ...(device === null ? [] : [[t('training.facts.device'), providerLabels[device]] as const]),
        ]}
      />
      {diskBytes > freeBytes && (
        <p className="warning">
          <TriangleAlert size={14} aria-hidden="true" />
          {t('training.estimate.noRoom')}
        </p>
      )}
    </section>
  );
}
