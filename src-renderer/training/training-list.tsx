/** @file All trainings with their states, newest first. Renderer. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { Plus } from 'lucide-react';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isActive, type TrainingSummary } from '../../src-shared/training.ts';
import { beginTraining } from '../actions/new-training.ts';
import { showTraining } from '../actions/training.ts';
import { formatDuration, formatPercent } from '../format.ts';
import { useApplication } from '../stores/application.ts';
import { useTraining } from '../stores/training.ts';
import { Button } from '../ui/button.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { stateWords } from './state-words.ts';

/** Height of a row at the usual size of text, in CSS pixels; training.css has the same in rem. */
const rowHeight = 60;

export function TrainingList() {
  const { t } = useTranslation();
  const trainings = useTraining((state) => state.trainings);
  const shown = useTraining((state) => state.shown);
  const textScale = useApplication((state) => state.settings.textSize) / 100;
  const scrolled = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: trainings.length, getScrollElement: () => scrolled.current, estimateSize: () => rowHeight * textScale, getItemKey: (index) => trainings[index]!.id, overscan: 5 });
  return (
    <nav className="training-list" aria-label={t('training.list')}>
      <Button tone={shown.kind === 'new' ? 'plain' : 'primary'} onClick={beginTraining} aria-current={shown.kind === 'new' ? 'page' : undefined}>
        <Plus size={16} aria-hidden="true" />
        {t('training.new')}
      </Button>
      <div ref={scrolled} className="training-rows">
        <ul style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const training = trainings[index]!;
            return (
              <li key={training.id} style={{ transform: `translateY(${start}px)` }} aria-setsize={trainings.length} aria-posinset={index + 1}>
                <Row training={training} current={shown.kind === 'training' && shown.id === training.id} />
              </li>
            );
          })}
        </ul>
      </div>
    </nav>
  );
}

const Row = memo(function Row({ training, current }: { readonly training: TrainingSummary; readonly current: boolean }) {
  const { t } = useTranslation();
  const { id, definition, step, steps, secondsLeft } = training;
  const done = steps === 0 ? 0 : step / steps;
  return (
    <button
      type="button"
      className="training-row"
      aria-current={current ? 'page' : undefined}
      onClick={() => {
        showTraining(id);
      }}
    >
      <span className="training-row-name">
        <span className="state-dot" data-state={training.state} aria-hidden="true" />
        <MiddleCut text={definition.name} />
      </span>
      <span className="training-row-state quiet">
        {stateWords(training)}
        {training.state === 'running' && ` · ${formatPercent(done)}`}
        {training.state === 'running' && secondsLeft !== null && ` · ${t('job.left', { time: formatDuration(secondsLeft * 1000) })}`}
      </span>
      {isActive(training) && <ProgressBar label={t('job.progress')} done={done} />}
    </button>
  );
});
