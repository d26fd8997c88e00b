/** @file Taking models in, trying them, handing them on and removing them. Renderer. */
import type { ModelProposal } from '../../src-shared/model-import.ts';
import { call } from '../api/bridge.ts';
import { failureSentence } from '../failure-words.ts';
import { t } from '../i18n.ts';
import { useModelImport } from '../stores/model-import.ts';
import { selectedPicture, usePictures } from '../stores/pictures.ts';
import { useView } from '../stores/view.ts';

/** Side of the part on which a model is tried, in pixels: seconds even for a slow one. */
const trialSide = 256;

const isModelFile = (path: string): boolean => /\.(onnx|imago)$/i.test(path);

export async function chooseModelFile(): Promise<void> {
  const path = await call('model:choose-file');
  if (path !== null) await beginImport(path);
}

/** Takes the first model among dropped files; tells whether there was one. */
export function dropModel(paths: readonly string[]): boolean {
  const path = paths.find(isModelFile);
  if (path !== undefined) void beginImport(path);
  return path !== undefined;
}

/** A package is taken in as it is; any other file is looked into first. */
async function beginImport(path: string): Promise<void> {
  const { set } = useModelImport.getState();
  useView.getState().setScreen('models');
  if (/\.imago$/i.test(path)) {
    const taken = await call('model:import', { path, proposal: null });
    tellImported(taken.ok ? taken.value.id : null);
    if (!taken.ok) set({ kind: 'refused', path, failure: taken.error });
    return;
  }
  forgetTrial();
  set({ kind: 'inspecting', path });
  const inspected = await call('model:inspect', { path });
  const { current } = useModelImport.getState();
  if (current?.kind !== 'inspecting' || current.path !== path) return;
  if (!inspected.ok) set({ kind: 'refused', path, failure: inspected.error });
  else set({ kind: 'proposed', path, found: inspected.value, proposal: inspected.value.proposal, trial: { kind: 'none' }, failure: null });
  void tryProposal();
}

export function closeImport(): void {
  forgetTrial();
  useModelImport.getState().set(null);
}

export async function finishImport(): Promise<void> {
  const { current, setFailure } = useModelImport.getState();
  if (current?.kind !== 'proposed') return;
  const taken = await call('model:import', { path: current.path, proposal: current.proposal });
  if (!taken.ok) {
    setFailure(taken.error);
    return;
  }
  closeImport();
  tellImported(taken.value.id);
}

function tellImported(id: string | null): void {
  if (id !== null) useView.getState().notify({ tone: 'plain', text: t('modelLibrary.imported', { id }) });
}

export function changeProposal(changed: Partial<ModelProposal>): void {
  useModelImport.getState().change(changed);
}

function forgetTrial(): void {
  const { current } = useModelImport.getState();
  if (current?.kind !== 'proposed') return;
  if (current.trial.kind === 'done') void call('preview:release', { id: current.trial.preview.id });
  if (current.trial.kind === 'running') void call('preview:cancel', { previewId: 'model-import' });
}

/** Runs what is proposed on the middle of the selected picture. */
export async function tryProposal(): Promise<void> {
  const { current, setTrial } = useModelImport.getState();
  const picture = selectedPicture(usePictures.getState());
  if (current?.kind !== 'proposed' || picture?.state.kind !== 'open') return;
  forgetTrial();
  setTrial({ kind: 'running' });
  const { width, height } = picture.state.info;
  const { path, proposal } = current;
  // What translates is judged by the whole picture, what enlarges by its pixels.
  const shrink = proposal.task === 'upscale' ? 1 : ([1, 2, 4, 8] as const).find((it) => Math.max(width, height) / it <= 2 * trialSide) ?? 8;
  const side = trialSide * shrink * (proposal.task === 'upscale' ? 1 : 2);
  const [wide, high] = [Math.min(width, side), Math.min(height, side)];
  const region = { x: Math.floor((width - wide) / 2), y: Math.floor((height - high) / 2), width: wide, height: high };
  const tried = await call('model:try', { path, proposal, pictureId: picture.id, region, shrink });
  const after = useModelImport.getState();
  const isWanted = after.current?.kind === 'proposed' && after.current.proposal === proposal;
  if (!isWanted) {
    if (tried.ok) void call('preview:release', { id: tried.value.id });
  } else after.setTrial(tried.ok ? { kind: 'done', preview: tried.value } : { kind: 'failed', failure: tried.error });
}

/** `scale`: of the network that is written as plain ONNX; null: the whole package. */
export async function exportModel(id: string, scale: number | null): Promise<void> {
  const exported = await call('model:export', { id, scale });
  if (!exported.ok) useView.getState().notify({ tone: 'bad', text: failureSentence(exported.error) });
  else if (exported.value !== null) useView.getState().notify({ tone: 'plain', text: t('modelLibrary.exported', { path: exported.value }) });
}

export async function removeModel(id: string): Promise<void> {
  const removed = await call('model:remove', { id });
  if (!removed.ok) useView.getState().notify({ tone: 'bad', text: failureSentence(removed.error) });
}

export const openModelsFolder = (): void => {
  void call('model:open-folder');
};
