/** @file The file that is looked at in a batch's list: what became of it, what to do about it. Renderer. */
import { FolderOpen, type LucideIcon, PencilRuler, RotateCcw, SquareSplitHorizontal, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { noteWords } from '../note-words.ts';
import type { BatchItem, BatchSummary } from '../../src-shared/batch.ts';
import { providerLabels } from '../../src-shared/device.ts';
import { cancelItem, editItem, retryItem, revealItem } from '../actions/batches.ts';
import { formatBytes, formatDuration, formatPixels } from '../format.ts';
import { useBatches } from '../stores/batches.ts';
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
      <div className="batch-item-head">
        <p className="batch-item-path">
          <MiddleCut text={input} />
        </p>
        <span className="batch-item-actions">
          <Action icon={SquareSplitHorizontal} label={state.kind === 'done' ? t('batch.look.open') : t('batch.look.openInput')} onClick={() => { setLooking(true); }} />
          <Action icon={PencilRuler} label={t('batch.edit')} onClick={() => void editItem(batch, item)} />
          <Action icon={FolderOpen} label={t('save.reveal')} onClick={() => void revealItem(batch.id, index)} />
          {(state.kind === 'failed' || state.kind === 'cancelled') && batch.state.kind !== 'cancelled' && <Action icon={RotateCcw} label={t('batch.retry')} onClick={() => void retryItem(batch.id, index)} />}
          {open && <Action icon={X} label={t('batch.cancelItem')} onClick={() => void cancelItem(batch.id, index)} />}
        </span>
      </div>
      <Story item={item} />
    </section>
  );
}

function Action({ icon: Icon, label, onClick }: { readonly icon: LucideIcon; readonly label: string; readonly onClick: () => void }) {
  return (
    <button type="button" className="bar-button" onClick={onClick}>
      <Icon size={14} aria-hidden="true" />
      {label}
    </button>
  );
}

function Story({ item: { state } }: { readonly item: BatchItem }): ReactNode {
  const { t } = useTranslation();
  switch (state.kind) {
    case 'failed':
      return <FailureCard failure={state.failure} />;
    case 'skipped':
      return (
        <>
          <p className="batch-item-path quiet">
            <MiddleCut text={`→ ${state.output}`} title={state.output} />
          </p>
          <p>{t('batch.skippedStory')}</p>
        </>
      );
    case 'done':
      return (
        <>
          <p className="batch-item-path quiet">
            <MiddleCut text={`→ ${state.output}`} title={state.output} />
          </p>
          <p className="quiet">{[formatPixels(state), formatBytes(state.bytes), ...(state.made ? [formatDuration(state.made.durationMs), providerLabels[state.made.device]] : [])].join(' · ')}</p>
          {state.notes.map(noteWords).map((note) => (
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
