/** @file What is done to batches and their items, and how the window follows them. Renderer. */
import { type BatchItem, type BatchSummary, type ExistingPolicy, isUnderway } from '../../src-shared/batch.ts';
import { call, on } from '../api/bridge.ts';
import { t } from '../i18n.ts';
import { placeBefore } from '../queue/place-before.ts';
import { isHeld, useBatches } from '../stores/batches.ts';
import { copySteps } from '../stores/document-edits.ts';
import { useDocuments } from '../stores/documents.ts';
import { useView } from '../stores/view.ts';
import { beginWith } from './batch-draft.ts';
import { refreshItems } from './batch-items.ts';
import { takeIn } from './pictures.ts';

export const pauseBatch = (batchId: string): Promise<null> => call('batch:pause', { batchId });
export const resumeBatch = (batchId: string): Promise<null> => call('batch:resume', { batchId });
export const cancelBatch = (batchId: string): Promise<null> => call('batch:cancel', { batchId });
export const watchBatch = (batchId: string, watch: boolean): Promise<null> => call('batch:watch', { batchId, watch });
export const removeBatch = (batchId: string): Promise<null> => call('batch:remove', { batchId });
export const runBatchNow = (batchId: string): Promise<null> => call('batch:run-now', { batchId });
export const retryFailed = (batchId: string): Promise<null> => call('batch:retry', { batchId });
export const retryItem = (batchId: string, index: number): Promise<null> => call('batch:retry', { batchId, index });
export const cancelItem = (batchId: string, index: number): Promise<null> => call('batch:cancel-item', { batchId, index });
export const revealItem = (batchId: string, index: number): Promise<null> => call('batch:reveal', { batchId, index });
export const answerExisting = (batchId: string, policy: Exclude<ExistingPolicy, 'ask'>): Promise<null> => call('batch:answer-existing', { batchId, policy });

/** Those that wait first, so that none of them begins meanwhile. */
export function pauseAll(): void {
  for (const { id } of useBatches.getState().batches.filter(isUnderway).toReversed()) void pauseBatch(id);
}

/** In the order of the queue. */
export function resumeAll(): void {
  for (const { id } of useBatches.getState().batches.filter(isHeld)) void resumeBatch(id);
}

export function cancelAll(): void {
  for (const { id } of useBatches.getState().batches.filter((batch) => isUnderway(batch) || batch.state.kind === 'paused').toReversed()) void cancelBatch(id);
}

/** Puts a batch at place `to` of the queue: at once in the window, then main has the last word. */
export function moveBatch(batch: BatchSummary, to: number): void {
  const { batches, setOrder } = useBatches.getState();
  const before = batches.filter(({ id }) => id !== batch.id)[to]?.id ?? null;
  setOrder(placeBefore(batches.map(({ id }) => id), batch.id, before));
  void call('batch:move', { batchId: batch.id, before });
  useView.getState().announce(t('batch.queue.moved', { name: batch.definition.recipe.name, number: to + 1, total: batches.length }));
}

/** Opens an item's input in the editor, with the batch's steps. */
export async function editItem({ definition }: BatchSummary, { input }: BatchItem): Promise<void> {
  const pictures = await call('picture:open', { paths: [input] });
  takeIn(pictures);
  const steps = definition.recipe.steps.map((step) => ({ ...step, id: '', enabled: true }));
  useDocuments.getState().record({ change: { kind: 'copy-to' }, after: Object.fromEntries(pictures.map(({ id }) => [id, { steps: copySteps(steps, () => crypto.randomUUID()) }])) });
  useView.getState().setScreen('edit');
}

/** Asks for the batches that there are, and listens to what becomes of them. */
export async function followBatches(): Promise<void> {
  on('batch:changed', (batch) => {
    const before = useBatches.getState().batches.find(({ id }) => id === batch.id);
    useBatches.getState().put(batch);
    if (batch.id === useBatches.getState().selectedId && (before?.total !== batch.total || JSON.stringify(before.counts) !== JSON.stringify(batch.counts))) refreshItems();
    if (before && before.state.kind !== batch.state.kind) tellOf(batch);
  });
  on('batch:item-changed', ({ batchId, items }) => {
    useBatches.getState().changeItems(batchId, items);
  });
  on('batch:order', (ids) => {
    useBatches.getState().setOrder(ids);
  });
  const batches = await call('batch:list');
  useBatches.getState().setAll(batches);
  beginWith(batches.toSorted((a, b) => a.createdAt - b.createdAt).at(-1)?.definition);
  const interrupted = batches.filter(({ state }) => state.kind === 'paused' && state.reason === 'interrupted');
  const first = interrupted[0] ?? batches[0];
  if (first) useBatches.getState().select(first.id);
  if (interrupted.length > 0) useView.getState().notify({ tone: 'bad', text: t('batch.interruptedNotice', { count: interrupted.length }), screen: 'batch' });
}

function tellOf(batch: BatchSummary): void {
  const { announce, notify, screen } = useView.getState();
  const text = changeWords(batch);
  if (text === null) return;
  announce(text);
  const isGood = batch.state.kind === 'done' && batch.counts.failed === 0;
  if (screen !== 'batch') notify({ tone: isGood ? 'plain' : 'bad', text, screen: 'batch' });
}

/** null where nobody need look up. */
function changeWords({ state, counts, definition }: BatchSummary): string | null {
  const { name } = definition.recipe;
  if (state.kind === 'done') return counts.failed > 0 ? t('batch.announceDoneFailed', { name, count: counts.failed }) : t('batch.announceDone', { name });
  if (state.kind === 'failed') return t('batch.announceFailed', { name });
  return state.kind === 'paused' && state.reason !== 'user' ? t('batch.announcePaused', { name }) : null;
}
