/** @file The batch that is being set up: what is done, to which files, and where the results go. Data and small setters. Renderer. */
import { create } from 'zustand';
import type { BatchDefinition } from '../../src-shared/batch.ts';
import { defaultBatchName } from '../../src-shared/batch-name.ts';
import { type Document, type DocumentStep, emptyDocument } from '../../src-shared/document.ts';
import type { Failure } from '../../src-shared/failure.ts';
import type { NamedRecipe } from '../../src-shared/recipe-file.ts';
import { type Sizing, wholeSize } from './save-options.ts';

/** `missing`: it is not there any more. */
export type Source = { readonly path: string; readonly kind: 'file' | 'folder' | 'missing' };

export type BatchOutput = Pick<BatchDefinition['output'], 'format' | 'quality' | 'metadata' | 'name' | 'existing' | 'profile'> & {
  readonly sizing: Sizing;
  /** null until it is chosen. */
  readonly folder: string | null;
};

export type BatchDraft = {
  /** Of the recipe; empty where its steps name it. */
  readonly name: string;
  readonly document: Document;
  readonly selectedStepId: string | undefined;
  readonly sources: readonly Source[];
  /** Patterns as they are typed, commas or lines between them. */
  readonly include: string;
  readonly exclude: string;
  readonly watch: boolean;
  /** Whether the pictures show one scene and are to match. */
  readonly series: boolean;
  readonly output: BatchOutput;
  readonly whenDone: BatchDefinition['whenDone'];
};

type BatchDraftState = {
  readonly draft: BatchDraft;
  /** Recipes that were kept, by name. */
  readonly recipes: readonly NamedRecipe[];
  /** Why keeping, sharing or reading a recipe failed. */
  readonly recipeFailure: Failure | null;
  /** Why the batch could not be put into the queue. */
  readonly failure: Failure | null;
  change(change: Partial<BatchDraft>): void;
  changeOutput(change: Partial<BatchOutput>): void;
  edit(change: (document: Document) => Document): void;
  setRecipes(recipes: readonly NamedRecipe[]): void;
  setRecipeFailure(failure: Failure | null): void;
  setFailure(failure: Failure | null): void;
};

const defaultOutput: BatchOutput = { folder: null, name: defaultBatchName, format: 'keep', quality: 92, metadata: 'keep', profile: 'keep', sizing: wholeSize, existing: 'ask' };

export const emptyDraft: BatchDraft = {
  name: '',
  document: emptyDocument,
  selectedStepId: undefined,
  sources: [],
  include: '',
  exclude: '',
  watch: false,
  series: false,
  output: defaultOutput,
  whenDone: 'notify',
};

export const useBatchDraft = create<BatchDraftState>()((set) => ({
  draft: emptyDraft,
  recipes: [],
  recipeFailure: null,
  failure: null,
  change: (change) => {
    set(({ draft }) => ({ draft: { ...draft, ...change }, failure: null }));
  },
  changeOutput: (change) => {
    set(({ draft }) => ({ draft: { ...draft, output: { ...draft.output, ...change } }, failure: null }));
  },
  edit: (change) => {
    set(({ draft }) => ({ draft: { ...draft, document: change(draft.document) }, failure: null }));
  },
  setRecipes: (recipes) => {
    set({ recipes });
  },
  setRecipeFailure: (recipeFailure) => {
    set({ recipeFailure });
  },
  setFailure: (failure) => {
    set({ failure });
  },
}));

/** The step whose parameters are shown: the chosen one, or the last where that is gone. */
export const selectedDraftStep = ({ document: { steps }, selectedStepId }: BatchDraft): DocumentStep | undefined => steps.find(({ id }) => id === selectedStepId) ?? steps.at(-1);
