/** @file How a training does: what the diagnoses say, its figures, what was said on the way, its card. Renderer. */
import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { providerLabels } from '../../../src-shared/device.ts';
import type { Diagnosis } from '../../../src-shared/diagnosis.ts';
import type { TrainingDetails, TrainingSummary } from '../../../src-shared/training.ts';
import type { AdvancedName } from '../../../src-shared/training-definition.ts';
import { formatBytes, formatCount, formatDuration, formatMeasure, formatPercent } from '../../format.ts';
import { t as translate } from '../../i18n.ts';
import { Facts } from '../../ui/facts.tsx';
import { Fold } from '../../ui/fold.tsx';
import { curveName } from './curve-name.ts';
import { directionName } from './direction-name.ts';
import { trainingNoteWords } from './training-note-words.ts';

export function RunSide({ summary, details }: { readonly summary: TrainingSummary; readonly details: TrainingDetails }) {
  const { t } = useTranslation();
  return (
    <aside className="run-side" aria-label={t('training.how')}>
      <Diagnoses diagnoses={summary.diagnoses} begun={summary.step > 0} />
      <Figures summary={summary} diskBytes={details.diskBytes} />
      <Story details={details} />
    </aside>
  );
}

/** Apart from the figures, which are drawn every second. */
const Story = memo(function Story({ details }: { readonly details: TrainingDetails }) {
  const { t } = useTranslation();
  return (
    <>
      <Fold title={t('training.card.title')}>
        <Card details={details} />
      </Fold>
      <Fold title={t('training.settingsUsed')}>
        <Facts facts={Object.entries(details.settings as Readonly<Record<string, string | number | boolean>>).map(([name, value]): [string, string] => [t(`training.settings.${name as AdvancedName}.label`), settingValue(value)])} />
      </Fold>
      {details.notes.length > 0 && (
        <Fold title={t('training.notes', { count: details.notes.length })}>
          <ol className="run-notes">
            {details.notes.map((note, index) => (
              <li key={`${index} ${note.step}`}>
                <span className="quiet">{t('training.step', { step: formatCount(note.step) })}</span>
                <p>{trainingNoteWords(note)}</p>
              </li>
            ))}
          </ol>
        </Fold>
      )}
    </>
  );
});

const settingValue = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? translate(value ? 'training.on' : 'training.off') : typeof value === 'number' ? formatMeasure(value) : translate(`training.settings.options.${value as 'cut'}`);

const Diagnoses = memo(function Diagnoses({ diagnoses, begun }: Pick<TrainingSummary, 'diagnoses'> & { readonly begun: boolean }) {
  const { t } = useTranslation();
  return (
    <section className="diagnoses" aria-label={t('training.diagnoses.title')}>
      <h3>{t('training.diagnoses.title')}</h3>
      {diagnoses.length === 0 ? (
        <p className="diagnosis" data-level="good">
          <CircleCheck size={16} aria-hidden="true" />
          {t(begun ? 'training.diagnoses.good' : 'training.diagnoses.none')}
        </p>
      ) : (
        <ul>
          {diagnoses.map((diagnosis) => (
            <OneDiagnosis key={`${diagnosis.code} ${diagnosis.whose}`} diagnosis={diagnosis} />
          ))}
        </ul>
      )}
    </section>
  );
});

function OneDiagnosis({ diagnosis: { code, level, step, whose, value } }: { readonly diagnosis: Diagnosis }) {
  const { t } = useTranslation();
  const direction = directionName(whose);
  const Icon = level === 'warning' ? TriangleAlert : Info;
  const words = { percent: formatPercent(value), count: formatCount(value) };
  return (
    <li className="diagnosis" data-level={level}>
      <Icon size={16} aria-hidden="true" />
      <div>
        <p>
          {direction !== null && <strong>{direction}: </strong>}
          {t(`training.diagnoses.${code}.text`, words)}
        </p>
        <p className="quiet">{t(`training.diagnoses.${code}.advice`, words)}</p>
        <p className="quiet">{t('training.since', { step: formatCount(step) })}</p>
      </div>
    </li>
  );
}

function Figures({ summary: { secondsPerStep, secondsLeft, device, megabytes, pictures, heldOut, parameters, state }, diskBytes }: { readonly summary: TrainingSummary; readonly diskBytes: number }) {
  const { t } = useTranslation();
  const facts: readonly (readonly [string, string] | false)[] = [
    state === 'running' && secondsLeft !== null && [t('training.facts.left'), formatDuration(secondsLeft * 1000)],
    secondsPerStep !== null && [t('training.facts.speed'), speedWords(secondsPerStep)],
    device !== null && [t('training.facts.device'), providerLabels[device]],
    megabytes !== null && [t('training.facts.memory'), formatBytes(megabytes * 1e6)],
    [t('training.facts.disk'), formatBytes(diskBytes)],
    pictures !== null && [t('training.facts.pictures'), formatCount(pictures)],
    heldOut !== null && [t('training.facts.heldOut'), formatCount(heldOut)],
    parameters !== null && [t('training.facts.parameters'), formatCount(parameters)],
  ];
  return (
    <section aria-label={t('training.facts.title')}>
      <h3>{t('training.facts.title')}</h3>
      <Facts facts={facts.filter((fact) => fact !== false)} />
    </section>
  );
}

const speedWords = (secondsPerStep: number): string =>
  secondsPerStep > 1 ? translate('training.facts.perStep', { time: formatDuration(secondsPerStep * 1000) }) : translate('training.facts.perSecond', { steps: formatMeasure(1 / secondsPerStep) });

function Card({ details: { card } }: { readonly details: TrainingDetails }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="quiet card-story">{t('training.card.story')}</p>
      <Facts
        facts={[
          [t('training.settings.method.label'), t(`training.recipes.${card.recipe}`)],
          ...(card.pictures === null ? [] : [[t('training.facts.pictures'), formatCount(card.pictures)] as const]),
          ...(card.heldOut === null ? [] : [[t('training.facts.heldOut'), formatCount(card.heldOut)] as const]),
          [t('training.settings.steps.label'), formatCount(card.steps)],
          [t('training.settings.seed.label'), String(card.seed)],
          ...(card.base === null ? [] : [[t('training.base.label'), card.base] as const]),
          ...Object.entries(card.metrics).map(([name, value]) => [curveName(name), formatMeasure(value)] as const),
        ]}
      />
    </>
  );
}
