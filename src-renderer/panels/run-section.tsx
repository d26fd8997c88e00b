/** @file What will come out and how long it takes, Run, and what became of it. Renderer. */
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Document, recipeOf } from '../../src-shared/document.ts';
import type { Job, Picture } from '../../src-shared/ipc.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { runSelectedPicture } from '../actions/jobs.ts';
import { formatDuration, formatMegapixels, formatPixels } from '../format.ts';
import { useApplication } from '../stores/application.ts';
import { documentOf, useDocuments } from '../stores/documents.ts';
import { isActive, latestJob, useJobs } from '../stores/jobs.ts';
import { finalStage, shownStages, stagesOf, useResults } from '../stores/results.ts';
import { Button, Hint } from '../ui/button.tsx';
import { type Size, estimateDuration, resultSize } from './estimate.ts';
import { JobSection } from './job-section.tsx';
import { PreviewLine } from './preview-line.tsx';
import { ResultDetails } from './result-details.tsx';
import { whyNotRunnable } from './runnable.ts';
import { TryAgain } from './try-again.tsx';

export const RunSection = memo(function RunSection({ picture }: { readonly picture: Picture }) {
  const { t } = useTranslation();
  const document = useDocuments((state) => documentOf(state, picture.id));
  const stages = useResults((state) => stagesOf(state, picture.id));
  const job = useJobs((state) => latestJob(state.jobs, picture.id));
  const recipe = useMemo(() => recipeOf(document), [document]);
  const isReady = finalStage(stages) !== undefined;
  const isRunning = job !== undefined && isActive(job);
  return (
    <>
      {!isRunning && !isReady && recipe && <PreviewLine />}
      <section className="panel-section run-area" aria-label={t('panel.run')}>
        {recipe && picture.state.kind === 'open' && <ResultSize size={resultSize(picture.state.info, recipe.steps)} />}
        <TryAgain pictureId={picture.id} />
        {isRunning && <JobSection job={job} />}
        {!isRunning && isReady && <ResultDetails stages={shownStages(stages)} />}
        {!isRunning && !isReady && <RunButton picture={picture} recipe={recipe} finished={shownStages(stages).length} />}
        {!isRunning && !isReady && job && concerns(job, document) && <JobSection job={job} />}
      </section>
    </>
  );
});

/** Why an earlier run ended says nothing about steps that have changed since. */
const concerns = ({ recipe }: Job, document: Document): boolean => JSON.stringify(recipe.steps) === JSON.stringify(recipeOf(document)?.steps);

function ResultSize({ size }: { readonly size: Size }) {
  const { t } = useTranslation();
  return (
    <p className="result-size">
      <span className="quiet">{t('panel.result')}</span>
      <span>
        {formatPixels(size)} <span className="quiet">{formatMegapixels(size)}</span>
      </span>
    </p>
  );
}

function RunButton({ picture, recipe, finished }: { readonly picture: Picture; readonly recipe: Recipe | null; readonly finished: number }) {
  const { t } = useTranslation();
  const models = useApplication((state) => state.models);
  const reason = whyNotRunnable(recipe?.steps ?? [], picture, models);
  return (
    <>
      <Button tone="primary" className="run-button" disabled={reason !== null} aria-describedby={reason === null ? undefined : 'why-not'} onClick={() => void runSelectedPicture()}>
        <span>{t('panel.run')}</span>
        {recipe && picture.state.kind === 'open' && <Estimate source={picture.state.info} recipe={recipe} finished={finished} />}
      </Button>
      {reason !== null && (
        <p id="why-not" className="quiet">
          {reason}
        </p>
      )}
    </>
  );
}

function Estimate({ source, recipe, finished }: { readonly source: Size; readonly recipe: Recipe; readonly finished: number }) {
  const { t } = useTranslation();
  const paces = useApplication((state) => state.settings.paces);
  const ladder = useApplication((state) => state.settings.ladder);
  const estimate = estimateDuration(source, recipe.steps, finished, ladder, paces);
  if (estimate === undefined) return null;
  return (
    <Hint text={t('panel.estimateHelp')}>
      <span className="run-estimate">{t('panel.estimate', { time: formatDuration(estimate) })}</span>
    </Hint>
  );
}
