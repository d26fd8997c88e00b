/** @file The file that is looked at in a batch's list: what became of it, what to do about it. Renderer. */
import { FolderOpen, PencilRuler, RotateCcw, SquareSplitHorizontal, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchItem, BatchSummary } from '../../src-shared/batch.ts';
import { providerLabels } from '../../src-shared/device.ts';
import { cancelItem, editItem, retryItem, revealItem } from '../actions/batches.ts';
import { formatBytes, formatDuration, formatPixels } from '../format.ts';
import { useBatches } from '../stores/batches.ts';
import { Button } from '../ui/button.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { kindWords } from './state-words.ts';

export function ItemDetails({ batch, item }: { readonly batch: BatchSummary; readonly item: BatchItem }) {
  const { t } = useTranslation();
  const setLooking = useBatches((state) => state.setLooking);
  const { state, index, input } = item;
  const open = state.kind === 'waiting' || state.kind === 'running';
  return (
    <section className="batch-item-details" aria-label={t('batch.itemDetails')}>
      <p className="batch-item-path">
        <MiddleCut text={input} />
      </p>
      {'output' in state && (
        <p className="batch-item-path quiet">
          <MiddleCut text={`→ ${state.output}`} title={state.output} />
        </p>
      )}
      <Story item={item} />
      <div className="batch-buttons">
        <Button onClick={() => { setLooking(true); }}>
          <SquareSplitHorizontal size={14} aria-hidden="true" />
          {state.kind === 'done' ? t('batch.look.open') : t('batch.look.openInput')}
        </Button>
        <Button onClick={() => void editItem(batch, item)}>
          <PencilRuler size={14} aria-hidden="true" />
          {t('batch.edit')}
        </Button>
        <Button onClick={() => void revealItem(batch.id, index)}>
          <FolderOpen size={14} aria-hidden="true" />
          {t('save.reveal')}
        </Button>
        {(state.kind === 'failed' || state.kind === 'cancelled') && (
          <Button onClick={() => void retryItem(batch.id, index)}>
            <RotateCcw size={14} aria-hidden="true" />
            {t('batch.retry')}
          </Button>
        )}
        {open && (
          <Button onClick={() => void cancelItem(batch.id, index)}>
            <X size={14} aria-hidden="true" />
            {t('batch.cancelItem')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Story({ item: { state } }: { readonly item: BatchItem }): ReactNode {
  const { t } = useTranslation();
  switch (state.kind) {
    case 'failed':
      return <FailureCard failure={state.failure} />;
    case 'skipped':
      return <p>{t('batch.skippedStory')}</p>;
    case 'done':
      return (
        <>
          <p className="quiet">{[formatPixels(state), formatBytes(state.bytes), formatDuration(state.durationMs), providerLabels[state.device]].join(' · ')}</p>
          {state.notes.map((note) => (
            <p key={note} className="quiet">
              {note}
            </p>
          ))}
        </>
      );
    default:
      return <p className="quiet">{kindWords(state.kind)}</p>;
  }
}
