/** @file One batch of the queue: its name, how far it is, and what can be done with it. Renderer. */
import { ChevronsUp, GripVertical, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BatchSummary } from '../../src-shared/batch.ts';
import { removeBatch, runBatchNow } from '../actions/batches.ts';
import { formatCount } from '../format.ts';
import { isOver, useBatches } from '../stores/batches.ts';
import { IconButton } from '../ui/button.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { lastPart } from './definition.ts';
import { batchWords, isToBeListed, overOf } from './state-words.ts';

type BatchQueueRowProps = { readonly batch: BatchSummary; readonly first: boolean; readonly movable: boolean };

export function BatchQueueRow({ batch, first, movable }: BatchQueueRowProps) {
  const { t } = useTranslation();
  const selected = useBatches((state) => state.selectedId === batch.id);
  const select = useBatches((state) => state.select);
  const { id, definition, state, total, counts } = batch;
  const { name } = definition.recipe;
  return (
    <div className="batch-row" data-selected={selected} data-state={state.kind}>
      <span className="queue-grip" title={movable ? t('batch.queue.moveHelp') : undefined}>
        {movable && <GripVertical size={14} aria-hidden="true" />}
      </span>
      <button
        type="button"
        className="batch-row-name"
        aria-current={selected ? 'true' : undefined}
        aria-description={movable ? t('batch.queue.moveHelp') : undefined}
        onClick={() => {
          if (!selected) select(id);
        }}
      >
        <span className="batch-row-title">
          <MiddleCut text={name} />
          <span className="quiet">
            <MiddleCut text={`→ ${lastPart(definition.output.folder)}`} title={definition.output.folder} />
          </span>
        </span>
        <span className="batch-row-state quiet">{batchWords(batch)}</span>
      </button>
      <span className="batch-row-progress">
        <ProgressBar label={t('batch.progressOf', { name })} done={batch.done} />
        <span className="quiet">{isToBeListed(batch) ? '' : t('batch.of', { done: formatCount(overOf(batch)), total: formatCount(total) })}</span>
      </span>
      {counts.failed > 0 && <span className="batch-row-failed">{t('batch.failedCount', { count: counts.failed })}</span>}
      <span className="batch-row-action">
        {!isOver(batch) && !first && (
          <IconButton label={t('batch.queue.runNow', { name })} onClick={() => void runBatchNow(id)}>
            <ChevronsUp size={14} aria-hidden="true" />
          </IconButton>
        )}
        {isOver(batch) && (
          <IconButton label={t('batch.queue.remove', { name })} onClick={() => void removeBatch(id)}>
            <Trash2 size={14} aria-hidden="true" />
          </IconButton>
        )}
      </span>
    </div>
  );
}
