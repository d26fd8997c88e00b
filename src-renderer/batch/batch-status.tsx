/** @file The batch that runs, in the top bar of the other screens. Renderer. */
import { Layers } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatDuration, formatPercent } from '../format.ts';
import { useBatches } from '../stores/batches.ts';
import { useView } from '../stores/view.ts';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { overOf } from './state-words.ts';

export function BatchStatus() {
  const { t } = useTranslation();
  const batch = useBatches(({ batches }) => batches.find(({ state }) => state.kind === 'running'));
  const { screen, setScreen } = useView();
  if (!batch || screen === 'batch') return null;
  const { total, done, remainingMs, definition, id } = batch;
  return (
    <button
      type="button"
      className="queue-summary"
      title={definition.recipe.name}
      onClick={() => {
        useBatches.getState().select(id);
        setScreen('batch');
      }}
    >
      <Layers size={14} aria-hidden="true" />
      {t('batch.of', { done: formatCount(overOf(batch)), total: formatCount(total) })}
      <span className="queue-status">
        <ProgressBar label={t('batch.progressOf', { name: definition.recipe.name })} done={done} />
        <span className="quiet">{remainingMs === undefined ? formatPercent(done) : t('job.left', { time: formatDuration(remainingMs) })}</span>
      </span>
    </button>
  );
}
