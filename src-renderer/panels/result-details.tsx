/** @file That the result is there, and how each step was computed. Renderer. */
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { noteWords } from '../note-words.ts';
import { providerLabels } from '../../src-shared/device.ts';
import { operationOf } from '../actions/documents.ts';
import { formatCount, formatDuration, formatPixels, formatScore } from '../format.ts';
import { operationLabel } from '../operation-texts.ts';
import { useApplication } from '../stores/application.ts';
import type { ShownStage } from '../stores/results.ts';
import { Facts } from '../ui/facts.tsx';
import { Fold } from '../ui/fold.tsx';
import { Later } from '../ui/later.tsx';

export function ResultDetails({ stages }: { readonly stages: readonly ShownStage[] }) {
  const { t } = useTranslation();
  const duration = stages.reduce((sum, { stage }) => sum + stage.details.durationMs, 0);
  return (
    <div className="done">
      <p className="job-outcome">
        <Check className="good" size={14} aria-hidden="true" />
        {t('job.done', { time: formatDuration(duration) })}
      </p>
      {stages.flatMap(({ step, stage }) =>
        stage.details.notes.map(noteWords).map((note) => (
          <p key={`${step.id} ${note}`} className="quiet">
            {note}
          </p>
        )),
      )}
      <Later>
        <Fold title={t('details')}>
          {stages.map((it, index) => (
            <StageFacts key={it.step.id} shown={it} heading={stages.length > 1 ? index + 1 : null} />
          ))}
        </Fold>
      </Later>
    </div>
  );
}

function StageFacts({ shown: { step, stage }, heading }: { readonly shown: ShownStage; readonly heading: number | null }) {
  const { t } = useTranslation();
  const models = useApplication((state) => state.models);
  const { details } = stage;
  return (
    <>
      {heading !== null && <h3 className="stage-heading">{t('job.stage', { number: heading, operation: operationLabel(operationOf(step)) })}</h3>}
      <Facts
        facts={[
          [t('job.size'), formatPixels(details)],
          ...(details.tiles === 0
            ? []
            : [
                [t('job.device'), providerLabels[details.device]] as const,
                [t('job.model'), models.find((it) => it.id === details.model)?.name ?? details.model] as const,
                [t('job.tile'), t('job.tiles', { side: formatCount(details.tile), count: details.tiles })] as const,
                ...(typeof details.seamScore === 'number' ? [[t('seams.label'), t('seams.score', { score: formatScore(details.seamScore) })] as const] : []),
              ]),
          [t('job.time'), t('job.times', { all: formatDuration(details.durationMs), network: formatDuration(details.networkMs) })],
        ]}
      />
    </>
  );
}
