/**
 * @file A batch: a recipe over files and folders, where its results go, and what is known of every item. Pure; used by
 * main, the window and the command line.
 */
import { z } from 'zod';
import type { Note } from './note.ts';
import { type Provider, deviceChoiceSchema } from './device.ts';
import type { Failure } from './failure.ts';
import { saveOptionsSchema, writableFormatSchema } from './image.ts';
import type { Progress } from './job.ts';
import { namedRecipeSchema } from './recipe-file.ts';

/** Against the path below the named folder, with `/` between: `*.jpg`, `raw/**`. A pattern without `/` is held against the name alone. */
const patternSchema = z.string().min(1).max(300);

/** What to do where a result's name is taken by a file that is not this batch's. `ask` pauses the batch once, at the first. */
export const existingPolicies = ['ask', 'skip', 'rename', 'replace'] as const;
export const existingPolicySchema = z.enum(existingPolicies);
export type ExistingPolicy = z.infer<typeof existingPolicySchema>;

export const whenDoneChoices = ['nothing', 'notify', 'sleep', 'shut-down'] as const;

export const batchDefinitionSchema = z.object({
  recipe: namedRecipeSchema,
  inputs: z.object({
    /** Files, and folders with all their subfolders; absolute. */
    paths: z.array(z.string().min(1)).min(1).max(100_000),
    /** Empty: every picture. */
    include: z.array(patternSchema).max(100).default([]),
    exclude: z.array(patternSchema).max(100).default([]),
    /** Whether the batch stays open and takes pictures that come into the folders later. */
    watch: z.boolean().default(false),
  }),
  output: saveOptionsSchema.omit({ format: true }).extend({
    folder: z.string().min(1),
    /** See batch-name.ts. */
    name: z.string().min(1).max(200),
    /** `keep`: the format of the input where it can be written, else PNG. */
    format: z.enum(['keep', ...writableFormatSchema.options]).default('keep'),
    existing: existingPolicySchema.default('ask'),
    /** Whether the results say what made them; see provenance. */
    provenance: z.boolean().default(true),
  }),
  /** Whether the pictures show one scene and are to match the first of them. */
  series: z.boolean().default(false),
  device: deviceChoiceSchema.default('auto'),
  whenDone: z.enum(whenDoneChoices).default('nothing'),
});
export type BatchDefinition = z.output<typeof batchDefinitionSchema>;
/** With what has a default left out. */
export type BatchWish = z.input<typeof batchDefinitionSchema>;

export const itemKinds = ['waiting', 'running', 'done', 'skipped', 'failed', 'cancelled'] as const;
export const itemKindSchema = z.enum(itemKinds);
export type ItemKind = z.infer<typeof itemKindSchema>;

export type ItemState =
  | { readonly kind: 'waiting' }
  /** `fresh`: no file had the result's name when the work began. */
  | { readonly kind: 'running'; readonly output: string; readonly fresh: boolean }
  | {
      readonly kind: 'done';
      readonly output: string;
      readonly bytes: number;
      /** Of the written file. */
      readonly sha256: string;
      readonly width: number;
      readonly height: number;
      /** Absent where the result was found finished after a crash. */
      readonly made?: { readonly durationMs: number; readonly device: Provider };
      readonly notes: readonly Note[];
    }
  /** Its result's name was taken. */
  | { readonly kind: 'skipped'; readonly output: string }
  /** `stamp`: size and time of its file as the work began. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly stamp?: string }
  | { readonly kind: 'cancelled' };

export type BatchItem = {
  /** Its place in the batch, from 0; never changes. */
  readonly index: number;
  readonly input: string;
  /** Its folder below the folder that was named, empty for a file that was named itself; kept below the output folder. */
  readonly subfolder: string;
  readonly state: ItemState;
};

export type ItemCounts = Readonly<Record<ItemKind, number>>;

export type BatchState =
  /** Its folders are being read; `found` grows. */
  | { readonly kind: 'listing'; readonly found: number }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  /** `interrupted`: it was running when Imago ended; nothing goes on until it is resumed. */
  | { readonly kind: 'paused'; readonly reason: 'user' | 'interrupted' }
  /** Goes on by itself once there is room, or the folder is back. */
  | { readonly kind: 'paused'; readonly reason: 'disk-full' | 'folder-away'; readonly failure: Failure }
  /** Goes on once `batch:answer-existing` says what to do with `output`, and with all others. */
  | { readonly kind: 'paused'; readonly reason: 'existing'; readonly output: string }
  /** Everything that is there is done; new files are waited for. */
  | { readonly kind: 'watching' }
  | { readonly kind: 'done' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** An input that the listing met and could not take: a folder that may not be read, a path that is not there. */
export type InputProblem = { readonly path: string; readonly failure: Failure };

export type BatchSummary = {
  readonly id: string;
  readonly definition: BatchDefinition;
  readonly state: BatchState;
  readonly counts: ItemCounts;
  readonly total: number;
  /** Items that are over, and the parts of those that run; 0 to 1. */
  readonly done: number;
  /** From the pace so far; absent until something has been measured. */
  readonly remainingMs?: number;
  /** Whether it is to pause, and finishes what is in work before. */
  readonly pausing: boolean;
  /** Items in work, first started first; never more than a few. */
  readonly running: readonly { readonly index: number; readonly input: string; readonly progress: Progress }[];
  readonly problems: readonly InputProblem[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Time in which it ran, over all starts. */
  readonly elapsedMs: number;
};

/** Whether it goes on by itself, now or when its turn comes. */
export const isUnderway = ({ state }: Pick<BatchSummary, 'state'>): boolean => state.kind === 'listing' || state.kind === 'waiting' || state.kind === 'running';

/** What a batch would do with an input. `ask`: there is a file with the result's name, and nobody has said what to do with it. */
export type PlannedItem = { readonly input: string; readonly output: string; readonly fate: 'make' | 'leave-out' | 'replace' | 'ask' };

/** What would happen; nothing is written. */
export type DryRun = {
  readonly pictures: number;
  /** Of the inputs. */
  readonly inputBytes: number;
  /** A cautious estimate of the size of all results that would be made. */
  readonly outputBytes: number;
  /** Free in the output folder; null where the system does not tell. */
  readonly freeBytes: number | null;
  /** Results whose name is taken by a file on disk. */
  readonly existing: number;
  /** Inputs that would share a name, and get numbers. */
  readonly sameName: number;
  /** The first few, in order. */
  readonly samples: readonly PlannedItem[];
  readonly problems: readonly InputProblem[];
};
