/** @file From the batch that is being set up to the definition that main takes, and back. Pure. */
import type { BatchDefinition, BatchWish } from '../../src-shared/batch.ts';
import { batchFileName, unknownBatchTokens, writtenFormat } from '../../src-shared/batch-name.ts';
import { type DocumentStep, recipeOf } from '../../src-shared/document.ts';
import type { ModelSummary } from '../../src-shared/model.ts';
import { findOperation } from '../../src-shared/operations/registry.ts';
import type { NamedRecipe } from '../../src-shared/recipe-file.ts';
import type { Settings } from '../../src-shared/settings.ts';
import { t } from '../i18n.ts';
import { operationLabel } from '../operation-texts.ts';
import { whyStepsCannotRun } from '../panels/runnable.ts';
import type { BatchDraft, BatchOutput, Source } from '../stores/batch-draft.ts';
import { resizeOf, sizingOf } from '../stores/save-options.ts';

/** Patterns as they are typed, commas or lines between them. */
export const patternsOf = (typed: string): string[] =>
  typed
    .split(/[,\n]/)
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== '');

/** The name that a recipe has while nobody gives it one. */
export const proposedName = (steps: readonly Pick<DocumentStep, 'operation'>[]): string =>
  steps.map(({ operation }) => operationLabel(findOperation(operation)!)).join(' + ').slice(0, 100);

/** null where no step is switched on. */
export function recipeOfDraft({ name, document }: Pick<BatchDraft, 'name' | 'document'>): NamedRecipe | null {
  const recipe = recipeOf(document);
  return recipe && { ...recipe, name: name.trim() || proposedName(recipe.steps) };
}

/** A sentence for the user, or null where the batch can be put into the queue. */
export function whyNotStartable(draft: BatchDraft, models: readonly ModelSummary[]): string | null {
  const unknown = unknownBatchTokens(draft.output.name);
  const why = whyStepsCannotRun(recipeOf(draft.document)?.steps ?? [], models);
  if (why !== null) return why;
  if (draft.sources.length === 0) return t('batch.why.noSources');
  if (draft.output.folder === null) return t('batch.why.noFolder');
  if (draft.output.name.trim() === '') return t('batch.why.noName');
  return unknown.length > 0 ? t('save.unknownWords', { words: unknown.map((it) => `{${it}}`).join(' ') }) : null;
}

/** null as long as `whyNotStartable` has a reason. */
export function definitionOf(draft: BatchDraft, { provenance }: Pick<Settings, 'provenance'>): BatchWish | null {
  const { sources, include, exclude, watch, series, whenDone } = draft;
  const { sizing, folder, ...output } = draft.output;
  const resize = resizeOf(sizing);
  const recipe = recipeOfDraft(draft);
  if (!recipe || sources.length === 0 || folder === null) return null;
  return {
    recipe,
    inputs: { paths: sources.map(({ path }) => path), include: patternsOf(include), exclude: patternsOf(exclude), watch: watch && canWatch(sources) },
    output: { ...output, folder, provenance, ...(resize ? { resize } : {}) },
    series: series && canMatch(recipe.steps),
    device: 'auto',
    whenDone,
  };
}

/** Only into folders can new pictures come. */
export const canWatch = (sources: readonly Source[]): boolean => sources.some(({ kind }) => kind === 'folder');

/** Only translations look at a picture in a way that pictures of a scene could share. */
export const canMatch = (steps: readonly Pick<DocumentStep, 'operation'>[]): boolean => steps.some(({ operation }) => operation === 'translate');

export const outputOf = ({ output: { folder, name, format, quality, metadata, profile, resize, existing } }: BatchDefinition): BatchOutput => ({ folder, name, format, quality, metadata, profile, sizing: sizingOf(resize), existing });

/** What the first result would be called. */
export function exampleName(draft: BatchDraft, date: Date): string {
  const recipe = recipeOf(draft.document) ?? { version: 1, steps: [] };
  const first = draft.sources.find(({ kind }) => kind === 'file');
  const fileName = first ? lastPart(first.path) : `${t('batch.output.exampleName')}.jpg`;
  const format = writtenFormat(draft.output.format, formatOf(fileName));
  return batchFileName(draft.output.name, { fileName, recipe, format, index: 0, date });
}

const formats = [['png', /\.png$/i], ['webp', /\.webp$/i], ['tiff', /\.tiff?$/i], ['avif', /\.avif$/i], ['gif', /\.gif$/i]] as const;
const formatOf = (fileName: string) => formats.find(([, ending]) => ending.test(fileName))?.[0] ?? 'jpeg';

/** The name of a file or folder, without what lies before it. */
export const lastPart = (path: string): string => path.split(/[\\/]/).filter((part) => part !== '').at(-1) ?? path;
