/** @file One batch: how far it is, why it stands still, what can be done with it, and its files. Renderer. */
import { Pause, Play, Repeat, RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BatchSummary, isUnderway, itemKinds } from '../../src-shared/batch.ts';
import { isPictureName } from '../../src-shared/image.ts';
import { takeDefinition } from '../actions/batch-draft.ts';
import { cancelBatch, pauseBatch, resumeBatch, retryFailed, watchBatch } from '../actions/batches.ts';
import { formatCount, formatPercent } from '../format.ts';
import { isHeld, isOver, type ItemFilter, useBatches } from '../stores/batches.ts';
import { Button } from '../ui/button.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { BatchNotice } from './batch-notice.tsx';
import { InputProblems } from './input-problems.tsx';
import { ItemDetails } from './item-details.tsx';
import { ItemList } from './item-list.tsx';
import { itemAt } from './item-pages.ts';
import { LookDialog } from './look-dialog.tsx';
import { batchWords, isToBeListed, kindWords, overOf } from './state-words.ts';

export function BatchDetails({ batch }: { readonly batch: BatchSummary }) {
  const { t } = useTranslation();
  const item = useBatches(({ pages, position }) => itemAt(pages, position));
  const { definition, problems } = batch;
  return (
    <section className="batch-details" aria-label={t('batch.details', { name: definition.recipe.name })}>
      <header className="batch-head">
        <h2>
          <MiddleCut text={definition.recipe.name} />
        </h2>
        <span className="batch-to quiet">
          <MiddleCut text={`→ ${definition.output.folder}`} title={definition.output.folder} />
        </span>
        <Actions batch={batch} />
      </header>
      <OverallProgress batch={batch} />
      <Watch key={batch.id} batch={batch} />
      <BatchNotice batch={batch} />
      <InputProblems problems={problems} />
      <Filter batch={batch} />
      <ItemList batch={batch} />
      {item && <ItemDetails key={item.index} batch={batch} item={item} />}
      <LookDialog batch={batch} />
    </section>
  );
}

function OverallProgress({ batch }: { readonly batch: BatchSummary }) {
  const { t } = useTranslation();
  return (
    <div className="batch-overall">
      <ProgressBar label={t('batch.progressOf', { name: batch.definition.recipe.name })} done={batch.done} />
      <p>
        {!isToBeListed(batch) && (
          <>
            <span>{t('batch.of', { done: formatCount(overOf(batch)), total: formatCount(batch.total) })}</span>
            <span className="quiet">{formatPercent(batch.done)}</span>
          </>
        )}
        <span className="quiet batch-overall-state">{batchWords(batch)}</span>
      </p>
    </div>
  );
}

/** Files that were named one by one do not become more. The switch moves at once; the journal follows. */
function Watch({ batch: { id, state, definition } }: { readonly batch: BatchSummary }) {
  const { t } = useTranslation();
  const { paths, watch } = definition.inputs;
  const [wanted, setWanted] = useState<{ readonly watch: boolean } | null>(null);
  if (state.kind === 'cancelled' || state.kind === 'failed' || paths.every(isPictureName)) return null;
  return (
    <label className="check-field batch-watch" title={t('batch.sources.watchHelp')}>
      <input
        type="checkbox"
        checked={(wanted ?? { watch }).watch}
        onChange={({ target: { checked } }) => {
          const wish = { watch: checked };
          setWanted(wish);
          void watchBatch(id, checked).finally(() => {
            // A later click waits for its own answer.
            setWanted((now) => (now === wish ? null : now));
          });
        }}
      />
      {t('batch.sources.watch')}
    </label>
  );
}

/** Also what was cancelled by mistake, and what could not begin. */
const canResume = (batch: BatchSummary): boolean => batch.state.kind === 'cancelled' || batch.state.kind === 'failed' || isHeld(batch);

function Actions({ batch }: { readonly batch: BatchSummary }) {
  const { t } = useTranslation();
  const { id, state, counts, definition } = batch;
  return (
    <span className="batch-buttons">
      {isUnderway(batch) && (
        <Button disabled={batch.pausing} onClick={() => void pauseBatch(id)}>
          <Pause size={14} aria-hidden="true" />
          {t('batch.pause')}
        </Button>
      )}
      {canResume(batch) && (
        <Button tone={isOver(batch) ? 'plain' : 'primary'} onClick={() => void resumeBatch(id)}>
          <Play size={14} aria-hidden="true" />
          {state.kind === 'paused' && state.reason === 'interrupted' ? t('batch.continue') : t('batch.resume')}
        </Button>
      )}
      {counts.failed > 0 && state.kind !== 'cancelled' && (
        <Button onClick={() => void retryFailed(id)}>
          <RotateCcw size={14} aria-hidden="true" />
          {t('batch.retryFailed', { count: counts.failed })}
        </Button>
      )}
      {!isOver(batch) && state.kind !== 'watching' && (
        <Button onClick={() => void cancelBatch(id)}>
          <X size={14} aria-hidden="true" />
          {t('batch.cancel')}
        </Button>
      )}
      {isOver(batch) && (
        <Button onClick={() => void takeDefinition(definition)}>
          <Repeat size={14} aria-hidden="true" />
          {t('batch.again')}
        </Button>
      )}
    </span>
  );
}

/** Only kinds that there are; the one that is shown stays while it empties. */
function Filter({ batch: { counts, total } }: { readonly batch: BatchSummary }) {
  const { t } = useTranslation();
  const filter = useBatches((state) => state.filter);
  const setFilter = useBatches((state) => state.setFilter);
  const kinds = itemKinds.filter((kind) => counts[kind] > 0 || kind === filter);
  const options: { value: ItemFilter; label: string }[] = [
    { value: 'all', label: `${t('batch.item.all')} ${formatCount(total)}` },
    ...kinds.map((kind) => ({ value: kind, label: `${kindWords(kind)} ${formatCount(counts[kind])}` })),
  ];
  return (
    <div className="batch-filter">
      <Segmented label={t('batch.filter')} value={filter} options={options} onChange={setFilter} />
    </div>
  );
}
