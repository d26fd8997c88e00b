/** @file A training as it goes: its pictures through the checkpoints, its curves, and how it does. Renderer. */
import { Tabs } from 'radix-ui';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Checkpoints, TrainingDetails, TrainingSummary } from '../../../src-shared/training.ts';
import type { TrainingShown } from '../../stores/training.ts';
import { CurvesTab } from './curves-tab.tsx';
import { PicturesTab } from './pictures-tab.tsx';
import { RunHeader } from './run-header.tsx';
import { RunSide } from './run-side.tsx';

type RunViewProps = { readonly summary: TrainingSummary; readonly details: TrainingDetails; readonly checkpoints: Checkpoints };

export function RunView({ summary, details, checkpoints }: RunViewProps) {
  return (
    <div className="run">
      <RunHeader summary={summary} diskBytes={details.diskBytes} />
      <div className="run-body">
        <Views {...picked(summary)} curves={details.curves} checkpoints={checkpoints} />
        <RunSide summary={summary} details={details} />
      </div>
    </div>
  );
}

const picked = ({ id, definition, recipe, state }: TrainingSummary): TrainingShown => ({ id, definition, recipe, state });

/** Apart from the progress, which is drawn every second. */
const Views = memo(function Views({ curves, checkpoints, ...training }: TrainingShown & { readonly curves: TrainingDetails['curves']; readonly checkpoints: Checkpoints }) {
  const { t } = useTranslation();
  return (
    <Tabs.Root className="run-tabs" defaultValue="pictures">
      <Tabs.List className="run-tab-list" aria-label={t('training.views')}>
        <Tabs.Trigger value="pictures">{t('training.pictures')}</Tabs.Trigger>
        <Tabs.Trigger value="curves">{t('training.curves.title')}</Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="pictures" className="run-tab" tabIndex={-1}>
        <PicturesTab training={training} checkpoints={checkpoints} />
      </Tabs.Content>
      <Tabs.Content value="curves" className="run-tab" tabIndex={-1}>
        <CurvesTab id={training.id} curves={curves} />
      </Tabs.Content>
    </Tabs.Root>
  );
});
