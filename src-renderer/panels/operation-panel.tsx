/** @file The operation's panel: its parameters, what will come out, Run. Renderer. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../src-shared/ipc.ts';
import { currentOperation, runCurrentOperation } from '../actions/jobs.ts';
import { formatDuration, formatMegapixels, formatPixels } from '../format.ts';
import { operationLabel } from '../operation-texts.ts';
import { useApplication } from '../stores/application.ts';
import { useChoices } from '../stores/choices.ts';
import { isActive, isDone, latestJob, useJobs } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';
import { Button } from '../ui/button.tsx';
import { estimateDuration } from './estimate.ts';
import { JobSection } from './job-section.tsx';
import { ParameterFields } from './parameter-fields.tsx';
import { whyNotRunnable } from './runnable.ts';

export function OperationPanel({ picture }: { readonly picture: Picture | undefined }) {
  const operation = currentOperation();
  const parameters = useChoices((state) => state.parameters[operation.id]!);
  const setParameter = useChoices((state) => state.setParameter);
  const jobs = useJobs((state) => state.jobs);
  const job = picture && latestJob(jobs, picture.id);
  return (
    <section className="panel-section" aria-label={operationLabel(operation)}>
      <h2>{operationLabel(operation)}</h2>
      <ParameterFields
        operation={operation}
        values={parameters}
        onChange={(name, value) => {
          setParameter(operation.id, name, value);
        }}
      />
      <div className="run-area">
        {picture?.state.kind === 'open' && <ResultSize source={picture.state.info} scale={Number(parameters['scale'] ?? 1)} />}
        {job && isActive(job) ? <JobSection job={job} /> : <RunButton picture={picture} again={job !== undefined && isDone(job)} />}
      </div>
      {job && !isActive(job) && <JobSection job={job} />}
    </section>
  );
}

function ResultSize({ source, scale }: { readonly source: { readonly width: number; readonly height: number }; readonly scale: number }): ReactNode {
  const { t } = useTranslation();
  const result = { width: source.width * scale, height: source.height * scale };
  return (
    <p className="result-size">
      <span className="quiet">{t('panel.result')}</span>
      <span>
        {formatPixels(result)} <span className="quiet">{formatMegapixels(result)}</span>
      </span>
    </p>
  );
}

function RunButton({ picture, again }: { readonly picture: Picture | undefined; readonly again: boolean }) {
  const { t } = useTranslation();
  const operation = currentOperation();
  const parameters = useChoices((state) => state.parameters[operation.id]!);
  const models = useApplication((state) => state.models);
  const jobs = useJobs((state) => state.jobs);
  const pictures = usePictures((state) => state.pictures);
  const reason = whyNotRunnable(operation, parameters, picture, models);
  const past = jobs.filter(isDone).flatMap((job) => {
    const source = pictures.find((it) => it.id === job.pictureId);
    return source?.state.kind === 'open' ? [{ job, source: source.state.info }] : [];
  });
  const estimate = picture?.state.kind === 'open' ? estimateDuration(picture.state.info, parameters, past) : undefined;
  return (
    <>
      <Button tone={again ? 'plain' : 'primary'} className="run-button" disabled={reason !== null} aria-describedby={reason === null ? undefined : 'why-not'} onClick={() => void runCurrentOperation()}>
        <span>{again ? t('panel.runAgain') : t('panel.run')}</span>
        {estimate !== undefined && <span className="run-estimate">{t('panel.estimate', { time: formatDuration(estimate) })}</span>}
      </Button>
      {reason !== null && (
        <p id="why-not" className="quiet">
          {reason}
        </p>
      )}
    </>
  );
}
