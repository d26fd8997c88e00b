/** @file Setting up a batch: steps, recipes, sources, the output folder, and putting it into the queue. Renderer. */
import type { BatchDefinition, DryRun } from '../../src-shared/batch.ts';
import { type DocumentStep, recipeOf } from '../../src-shared/document.ts';
import type { Mask } from '../../src-shared/mask.ts';
import type { Operation } from '../../src-shared/operations/operation.ts';
import type { NamedRecipe } from '../../src-shared/recipe-file.ts';
import { call, pathsOf } from '../api/bridge.ts';
import { definitionOf, outputOf, recipeOfDraft } from '../batch/definition.ts';
import { t } from '../i18n.ts';
import { useApplication } from '../stores/application.ts';
import { useBatches } from '../stores/batches.ts';
import { emptyDraft, selectedDraftStep, type Source, useBatchDraft } from '../stores/batch-draft.ts';
import { copySteps, insertSteps, moveStep, newStep, removeStep, setEnabled, setMask, setParameters } from '../stores/document-edits.ts';
import { documentOf, useDocuments } from '../stores/documents.ts';
import { usePictures } from '../stores/pictures.ts';
import { useView } from '../stores/view.ts';

const createId = (): string => crypto.randomUUID();
const draft = () => useBatchDraft.getState().draft;
const { change, changeOutput, edit, setRecipes, setRecipeFailure, setFailure } = useBatchDraft.getState();

/** Takes the shown picture's steps to the Batch screen. */
export function takeStepsToBatch(): void {
  const { selectedId } = usePictures.getState();
  const recipe = selectedId === null ? null : recipeOf(documentOf(useDocuments.getState(), selectedId));
  if (recipe) takeSteps(recipe.steps, '');
  useView.getState().setScreen('batch');
}

function takeSteps(steps: NamedRecipe['steps'], name: string): void {
  change({ name, document: { steps: steps.map((step) => ({ ...step, id: createId(), enabled: true })) }, selectedStepId: undefined });
}

export const selectDraftStep = (selectedStepId: string): void => {
  change({ selectedStepId });
};
export function addDraftStep(operation: Operation): void {
  const step = newStep(operation, createId());
  edit((document) => insertSteps(document, [step]));
  change({ selectedStepId: step.id });
}
export function duplicateDraftStep(step: DocumentStep): void {
  const copies = copySteps([step], createId);
  edit((document) => insertSteps(document, copies, step.id));
  change({ selectedStepId: copies[0]!.id });
}
/** The step that takes its place in the list is selected next. */
export function removeDraftStep({ id }: DocumentStep): void {
  const index = draft().document.steps.findIndex((step) => step.id === id);
  edit((document) => removeStep(document, id));
  const { steps } = draft().document;
  change({ selectedStepId: steps[Math.min(index, steps.length - 1)]?.id });
}
export const moveDraftStep = ({ id }: DocumentStep, to: number): void => {
  edit((document) => moveStep(document, id, to));
};
export const toggleDraftStep = ({ id, enabled }: DocumentStep): void => {
  edit((document) => setEnabled(document, id, !enabled));
};
export function changeDraftParameter(name: string, value: string | number): void {
  const step = selectedDraftStep(draft());
  if (step) edit((document) => setParameters(document, step.id, { [name]: value }));
}

export const changeDraftMask = ({ id }: DocumentStep, mask: Mask | undefined): void => {
  edit((document) => setMask(document, id, mask));
};

/** A painted mask stays; its kind cannot be chosen here. */
export async function chooseDraftMask(step: DocumentStep, kind: Mask['source']['kind'] | 'none'): Promise<void> {
  const edge = step.mask ?? { inverted: false, grow: 0, feather: 0 };
  if (kind === 'none') changeDraftMask(step, undefined);
  else if (kind === 'people') changeDraftMask(step, { ...edge, source: { kind } });
  else if (kind === 'luma') changeDraftMask(step, { ...edge, source: { kind, from: 0.5, to: 1 } });
  else if (kind === 'file') {
    const path = await call('mask:choose-file');
    if (path !== null) changeDraftMask(step, { ...edge, source: { kind, path, channel: 'luma', fit: false } });
  }
}

export async function listRecipes(): Promise<void> {
  setRecipes(await call('recipe:list'));
}

export function loadRecipe({ name, steps }: NamedRecipe): void {
  setRecipeFailure(null);
  takeSteps(steps, name);
}

export async function keepRecipe(): Promise<void> {
  const recipe = recipeOfDraft(draft());
  if (!recipe) return;
  change({ name: recipe.name });
  const kept = await call('recipe:keep', recipe);
  setRecipeFailure(kept.ok ? null : kept.error);
  if (kept.ok) useView.getState().notify({ tone: 'plain', text: t('batch.recipe.kept', { name: recipe.name }) });
  await listRecipes();
}

export async function removeRecipe(name: string): Promise<void> {
  await call('recipe:remove', { name });
  await listRecipes();
}

export async function exportRecipe(): Promise<void> {
  const recipe = recipeOfDraft(draft());
  if (!recipe) return;
  const written = await call('recipe:export', recipe);
  setRecipeFailure(written.ok ? null : written.error);
  if (written.ok && written.value) useView.getState().notify({ tone: 'plain', text: t('batch.recipe.exported', { path: written.value.path }) });
}

export async function importRecipe(): Promise<void> {
  const read = await call('recipe:import');
  setRecipeFailure(read.ok ? null : read.error);
  if (!read.ok || !read.value) return;
  loadRecipe(read.value);
  await listRecipes();
}

/** Those that are there already stay once. */
async function addSources(paths: readonly string[]): Promise<void> {
  const fresh = paths.filter((path) => !draft().sources.some((source) => source.path === path));
  if (fresh.length === 0) return;
  const kinds = await call('batch:kinds', { paths: [...fresh] });
  const added = fresh.map((path, index): Source => ({ path, kind: kinds[index]! }));
  const known = new Set(draft().sources.map(({ path }) => path));
  change({ sources: [...draft().sources, ...added.filter(({ path }) => !known.has(path))] });
}

export const chooseSources = async (kind: 'files' | 'folders'): Promise<void> => addSources(await call('batch:choose-inputs', { kind }));

export async function dropSources(files: FileList): Promise<void> {
  const paths = pathsOf(files);
  if (paths.length > 0) await addSources(paths);
  else if (files.length > 0) useView.getState().notify({ tone: 'bad', text: t('dropNotOnDisk') });
}

export const removeSource = (path: string): void => {
  change({ sources: draft().sources.filter((source) => source.path !== path) });
};
export const clearSources = (): void => {
  change({ sources: [] });
};

export async function chooseOutput(): Promise<void> {
  const { folder } = draft().output;
  const chosen = await call('batch:choose-output', folder === null ? {} : { folder });
  if (chosen !== null) changeOutput({ folder: chosen });
}

/** What would happen; null where it could not be found out, and then the reason stands in the draft. */
export async function dryRun(): Promise<DryRun | null> {
  const definition = definitionOf(draft(), useApplication.getState().settings);
  if (!definition) return null;
  const answer = await call('batch:dry-run', definition);
  setFailure(answer.ok ? null : answer.error);
  return answer.ok ? answer.value : null;
}

/** The sources leave with the batch; steps and output stay for the next one. False where it could not start. */
export async function startBatch(): Promise<boolean> {
  const definition = definitionOf(draft(), useApplication.getState().settings);
  if (!definition) return false;
  const added = await call('batch:add', definition);
  if (!added.ok) {
    setFailure(added.error);
    return false;
  }
  const { put, select } = useBatches.getState();
  put(added.value);
  select(added.value.id);
  change({ sources: [], watch: emptyDraft.watch, series: emptyDraft.series });
  useView.getState().announce(t('batch.announceAdded', { name: definition.recipe.name }));
  return true;
}

/** Sets up the same again: to change something, or to run it once more. */
export async function takeDefinition(definition: BatchDefinition): Promise<void> {
  const { recipe, inputs, series, whenDone } = definition;
  takeSteps(recipe.steps, recipe.name);
  change({ sources: [], include: inputs.include.join(', '), exclude: inputs.exclude.join(', '), watch: inputs.watch, series, output: outputOf(definition), whenDone });
  await addSources(inputs.paths);
}

/** The output of the batch that was set up last is what the next one begins with. */
export function beginWith(definition: BatchDefinition | undefined): void {
  if (definition) changeOutput(outputOf(definition));
}
