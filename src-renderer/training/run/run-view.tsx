/** @file A training as it goes: its pictures through the checkpoints, its curves, and how it does. Renderer. */
import { Tabs } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { Checkpoints, TrainingDetails, TrainingSummary } from '../../../src-shared/training.ts';
import { CurvesTab } from './curves-tab.tsx';
import { PicturesTab } from './pictures-tab.tsx';
import { RunHeader } from './run-header.tsx';
import { RunSide } from './run-side.tsx';

type RunViewProps = { readonly summary: TrainingSummary; readonly details: TrainingDetails; readonly checkpoints: Checkpoints };

export function RunView({ summary, details, checkpoints }: RunViewProps) {
  const { t } = useTranslation();
  return (
    <div className="run">
      <RunHeader summary={summary} diskBytes={details.diskBytes} />
      <div className="run-body">
        <Tabs.Root className="run-tabs" defaultValue="pictures">
          <Tabs.List className="run-tab-list" aria-label={t('training.views')}>
            <Tabs.Trigger value="pictures">{t('training.pictures')}</Tabs.Trigger>
            <Tabs.Trigger value="curves">{t('training.curves.title')}</Tabs.Trigger>
          </Tabs.List>
          <Tabs.Content value="pictures" className="run-tab" tabIndex={-1}>
            <PicturesTab summary={summary} checkpoints={checkpoints} />
          </Tabs.Content>
          <Tabs.Content value="curves" className="run-tab" tabIndex={-1}>
            <CurvesTab summary={summary} curves={details.curves} />
          </Tabs.Content>
        </Tabs.Root>
        <RunSide summary={summary} details={details} />
      </div>
    </div>
  );
}
