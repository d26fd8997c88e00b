/** @file What is done with trainings, and what main tells of them. Renderer. */
import type { DocumentStep } from '../../src-shared/document.ts';
import type { Failure } from '../../src-shared/failure.ts';
import type { ModelSummary } from '../../src-shared/model.ts';
import { defaultParameters } from '../../src-shared/operations/operation.ts';
import { operations } from '../../src-shared/operations/registry.ts';
import type { TrainingSummary } from '../../src-shared/training.ts';
import { call, on } from '../api/bridge.ts';
import { failureSentence, shortFailure } from '../failure-words.ts';
import { t } from '../i18n.ts';
import { insertSteps, newStep } from '../stores/document-edits.ts';
import { documentOf, useDocuments } from '../stores/documents.ts';
import { useApplication } from '../stores/application.ts';
import { useBatchDraft } from '../stores/batch-draft.ts';
import { useNewTraining } from '../stores/new-training.ts';
import { usePictures } from '../stores/pictures.ts';
import { useTraining } from '../stores/training.ts';
import { useView } from '../stores/view.ts';
import { beginLike } from './new-training.ts';

/** Listens to main, and tells of trainings that a crash or a reboot ended. */
export async function followTrainings(): Promise<void> {
  on('training:changed', (training) => {
    tellOf(useTraining.getState().trainings.find(({ id }) => id === training.id), training);
    useTraining.getState().put(training);
  });
  on('training:removed', ({ id }) => {
    useTraining.getState().remove(id);
  });
  on('training:progress', (progress) => {
    useTraining.getState().progress(progress);
  });
  on('training:note', ({ id, note }) => {
    useTraining.getState().addNote(id, note);
  });
  on('training:show', ({ id }) => {
    showTraining(id);
  });
  on('training:examined', ({ examinationId, done, total }) => {
    const { examination, examinationId: asked, setExamination } = useNewTraining.getState();
    if (examinationId === asked && examination.kind === 'running') setExamination({ kind: 'running', progress: { done, total } }, asked);
  });
  on('models:changed', (models) => {
    useApplication.getState().setModels(models);
  });

  const trainings = await call('training:list');
  useTraining.getState().setTrainings(trainings);
  for (const { id, state, definition } of trainings)
    if (state === 'interrupted') useView.getState().notify({ tone: 'plain', text: t('training.interrupted', { name: definition.name }), trainingId: id });
}

/** A screen reader hears of every turn; a notice comes where the training is not looked at. */
function tellOf(before: TrainingSummary | undefined, { id, state, failure, definition: { name } }: TrainingSummary): void {
  if (before === undefined || before.state === state) return;
  const { announce, notify, screen } = useView.getState();
  const { shown } = useTraining.getState();
  const text = failure && (state === 'failed' || state === 'paused') ? t('training.said', { name, message: shortFailure(failure) }) : t('training.said', { name, message: t(`training.states.${state}`) });
  announce(text);
  const looked = screen === 'train' && shown.kind === 'training' && shown.id === id;
  const bad = state === 'failed' || failure !== null;
  if (!looked && (state === 'done' || bad)) notify({ tone: bad ? 'bad' : 'plain', text, trainingId: id });
}

export function showTraining(id: string): void {
  useView.getState().setScreen('train');
  const { shown, show } = useTraining.getState();
  if (shown.kind !== 'training' || shown.id !== id) show({ kind: 'training', id });
}

/** Asks for all that is known of the training that is shown. */
export async function openTraining(id: string): Promise<void> {
  const [details, checkpoints] = await Promise.all([call('training:open', { id }), call('training:checkpoints', { id })]);
  if (details.ok) useTraining.getState().open({ id, details: details.value, checkpoints });
  else useTraining.getState().fail(details.error);
}

export const pauseTraining = (id: string): Promise<null> => call('training:pause', { id });
export const stopTraining = (id: string): Promise<null> => call('training:stop', { id });
export const revealTraining = (id: string): Promise<null> => call('training:reveal', { id });
export const renameTraining = (id: string, name: string): Promise<null> => call('training:rename', { id, name });

export async function resumeTraining(id: string): Promise<void> {
  const resumed = await call('training:resume', { id });
  if (resumed.ok) useTraining.getState().put(resumed.value);
  else complain(resumed.error);
}

export async function duplicateTraining(id: string): Promise<void> {
  const definition = await call('training:duplicate', { id });
  if (definition.ok) beginLike(definition.value);
  else complain(definition.error);
}

export async function copyTrainingCommand(id: string): Promise<void> {
  const command = await call('training:command', { id });
  if (!command.ok) {
    complain(command.error);
    return;
  }
  await call('clipboard:copy-text', { text: command.value });
  useView.getState().notify({ tone: 'plain', text: t('training.commandCopied') });
}

/** The failure, or null where it is gone. */
export async function deleteTraining(id: string): Promise<Failure | null> {
  const freed = await call('training:delete', { id });
  if (!freed.ok) return freed.error;
  useTraining.getState().remove(id);
  return null;
}

/** Its pictures and measures stay. */
export async function forgetCheckpoint(id: string, step: number): Promise<void> {
  await call('training:forget-checkpoint', { id, step });
  if (useTraining.getState().opened?.id === id) await openTraining(id);
}

/** A step that runs the model; undefined where no operation takes it. */
function stepWith(model: ModelSummary): DocumentStep | undefined {
  const operation = operations.find(({ parameters }) => Object.values(parameters).some((it) => it.kind === 'model' && it.task === model.task));
  const parameter = Object.entries(operation?.parameters ?? {}).find(([, it]) => it.kind === 'model')?.[0];
  if (!operation || parameter === undefined) return undefined;
  const scale = model.scales[0];
  const chosen = { [parameter]: model.id, ...('scale' in operation.parameters && scale !== undefined ? { scale } : {}) };
  return { ...newStep(operation, crypto.randomUUID()), parameters: { ...defaultParameters(operation), ...chosen } };
}

/** The editor with a step of the model on the picture that is shown. */
export function useInEditor(model: ModelSummary): void {
  useView.getState().setScreen('edit');
  const { selectedId } = usePictures.getState();
  const step = stepWith(model);
  if (selectedId === null || !step) {
    useView.getState().notify({ tone: 'plain', text: t('training.openPictureFirst', { name: model.name }) });
    return;
  }
  const document = documentOf(useDocuments.getState(), selectedId);
  useDocuments.getState().record({ change: { kind: 'add', operation: step.operation }, after: { [selectedId]: insertSteps(document, [step]) } });
  useDocuments.getState().selectStep(selectedId, step.id);
}

/** The Batch screen with the model as its one step. */
export function useOnFolder(model: ModelSummary): void {
  const step = stepWith(model);
  if (!step) return;
  useBatchDraft.getState().change({ name: model.name, document: { steps: [step] }, selectedStepId: step.id });
  useView.getState().setScreen('batch');
}

const complain = (failure: Failure): void => {
  useView.getState().notify({ tone: 'bad', text: failureSentence(failure) });
};
