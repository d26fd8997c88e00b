/** @file The renderer's calls about recipes and batches, and what it is told of them. Pure; part of ipc.ts. */
import { z } from 'zod';
import { type BatchItem, type BatchSummary, batchDefinitionSchema, type DryRun, existingPolicySchema, itemKindSchema } from './batch.ts';
import type { ImageInfo } from './image.ts';
import type { Pyramid } from './pyramid.ts';
import { type NamedRecipe, namedRecipeSchema } from './recipe-file.ts';
import type { Result } from './result.ts';

const batch = { batchId: z.string() };
const index = z.number().int().nonnegative();
const side = z.enum(['input', 'output']);

export const batchCallSchemas = {
  /** Recipes that were kept, by name. */
  'recipe:list': z.undefined(),
  /** Keeps a recipe under its name, over one of that name. */
  'recipe:keep': namedRecipeSchema,
  'recipe:remove': z.object({ name: z.string() }),
  /** Shows a dialog and writes the recipe to share it; `value: null` where the user closed it. */
  'recipe:export': namedRecipeSchema,
  /** Shows a dialog, reads a recipe file and keeps it; `value: null` where the user closed it. */
  'recipe:import': z.undefined(),

  /** Shows a dialog; empty where the user closed it. */
  'batch:choose-inputs': z.object({ kind: z.enum(['files', 'folders']) }),
  /** Shows a dialog; null where the user closed it. */
  'batch:choose-output': z.object({ folder: z.string().optional() }),
  /** Which of the dropped paths are folders, in their order. */
  'batch:kinds': z.object({ paths: z.array(z.string().min(1)) }),
  'batch:dry-run': batchDefinitionSchema,
  /** Puts a batch last in the queue; it lists its files and starts when its turn comes. */
  'batch:add': batchDefinitionSchema,
  /** Every batch in the order of the queue. */
  'batch:list': z.undefined(),
  /** Items from `first` on, of one kind or of all; `total` counts all that could be asked for. */
  'batch:items': z.object({ ...batch, kind: itemKindSchema.optional(), first: index, count: z.number().int().min(1).max(500) }),
  /** Items in work are finished. */
  'batch:pause': z.object(batch),
  'batch:resume': z.object(batch),
  /** Ends it; items in work are abandoned, results stay. */
  'batch:cancel': z.object(batch),
  'batch:cancel-item': z.object({ ...batch, index }),
  /** What failed or was cancelled runs again: one item, or all that failed. */
  'batch:retry': z.object({ ...batch, index: index.optional() }),
  'batch:answer-existing': z.object({ ...batch, policy: existingPolicySchema.exclude(['ask']) }),
  /** Whether the batch takes what comes into its folders once the rest is done; also for one that is done. */
  'batch:watch': z.object({ ...batch, watch: z.boolean() }),
  /** Puts a batch before another one; `before: null` puts it last. */
  'batch:move': z.object({ ...batch, before: z.string().nullable() }),
  /** Puts a batch first; one that runs waits behind it, after its items in work. */
  'batch:run-now': z.object(batch),
  /** Forgets a batch that does not run; results stay. */
  'batch:remove': z.object(batch),
  /** A small picture of an item's input or result: one tile at `imago://tile/<id>/0/0/0`, kept for a while. */
  'batch:thumbnail': z.object({ ...batch, index, side }),
  /** An item's input and, where it is done, its result in full, for a comparison; to be released. */
  'batch:look': z.object({ ...batch, index }),
  'batch:release': z.object({ ids: z.array(z.string()) }),
  /** Shows the result, or else the input, in the system's file manager. */
  'batch:reveal': z.object({ ...batch, index }),
} as const;

export type Viewable = { readonly id: string; readonly info: ImageInfo; readonly pyramid: Pyramid };

export type BatchCallAnswer = {
  'recipe:list': NamedRecipe[];
  'recipe:keep': Result<null>;
  'recipe:remove': null;
  'recipe:export': Result<{ readonly path: string } | null>;
  'recipe:import': Result<NamedRecipe | null>;
  'batch:choose-inputs': string[];
  'batch:choose-output': string | null;
  'batch:kinds': ('file' | 'folder' | 'missing')[];
  'batch:dry-run': Result<DryRun>;
  'batch:add': Result<BatchSummary>;
  'batch:list': BatchSummary[];
  'batch:items': { readonly items: readonly BatchItem[]; readonly total: number };
  'batch:pause': null;
  'batch:resume': null;
  'batch:cancel': null;
  'batch:cancel-item': null;
  'batch:retry': null;
  'batch:answer-existing': null;
  'batch:watch': null;
  'batch:move': null;
  'batch:run-now': null;
  'batch:remove': null;
  'batch:thumbnail': Result<{ readonly id: string; readonly pyramid: Pyramid }>;
  'batch:look': Result<{ readonly before: Viewable; readonly after: Viewable | null }>;
  'batch:release': null;
  'batch:reveal': null;
};

export type BatchEvents = {
  /** At most ten times a second a batch. */
  'batch:changed': BatchSummary;
  /** Items that changed, a few at a time; the window asks again for ranges that it shows where many did. */
  'batch:item-changed': { readonly batchId: string; readonly items: readonly BatchItem[] };
  /** The ids of all batches in their order, when it changed; one that is not named is forgotten. */
  'batch:order': readonly string[];
};
