/**
 * @file The border between renderer and main: every channel, its payload and its answer. Pure.
 *
 * The renderer calls (`calls`) and is told (`events`). Main parses every payload; expected failures come back as
 * `Result` values, since only an error's message comes across.
 */
import { z } from 'zod';
import { type BatchCallAnswer, type BatchEvents, batchCallSchemas } from './batch-calls.ts';
import type { DevicesReport } from './device.ts';
import { type Document, documentSchema } from './document.ts';
import type { Failure } from './failure.ts';
import type { ImageInfo } from './image.ts';
import { type Progress, type Remedy, type RunDetails, tileSideSchema } from './job.ts';
import { type MaskCallAnswer, maskCallSchemas } from './mask-calls.ts';
import { menuSchema } from './menu.ts';
import { type ModelCallAnswer, modelCallSchemas } from './model-calls.ts';
import type { ModelSummary } from './model.ts';
import type { Pyramid } from './pyramid.ts';
import { type Recipe, recipeSchema } from './recipe.ts';
import { type Region, regionSchema, shrinkSchema } from './region.ts';
import type { Result } from './result.ts';
import { type ExportProgress, type SaveCallAnswer, saveCallSchemas } from './save-calls.ts';
import { sampleNames } from './samples.ts';
import { type Settings, settingsChangeSchema } from './settings.ts';
import { type StudioCallAnswer, studioCallSchemas, type StudioEvents } from './studio-calls.ts';

const pictureRecipe = { pictureId: z.string(), recipe: recipeSchema };

export const callSchemas = {
  'app:start': z.undefined(),
  'picture:open': z.object({ paths: z.array(z.string().min(1)).min(1) }),
  'picture:open-dialog': z.undefined(),
  /** The photograph that shows an operation. */
  'picture:open-sample': z.object({ operation: z.enum(sampleNames) }),
  'picture:close': z.object({ pictureId: z.string() }),
  /** The glance of a picture is on screen, or nobody looks at it. */
  'picture:seen': z.object({ pictureId: z.string() }),
  /** `tile` (side in input pixels) overrides the model's; a kept result of larger ones does not count then. */
  'job:run': z.object({ ...pictureRecipe, tile: tileSideSchema.optional() }),
  'job:cancel': z.object({ jobId: z.string() }),
  /** Puts a waiting job before another waiting one; `before: null` puts it last. */
  'job:move': z.object({ jobId: z.string(), before: z.string().nullable() }),
  /** Forgets the jobs that are done, cancelled or failed; their results stay. */
  'job:clear': z.undefined(),
  /** What is kept already of a recipe's stages, one entry a step: nothing is computed. */
  'result:find': z.object(pictureRecipe),
  /**
   * Runs a recipe on a region of the source, made `shrink` times smaller first. The region is cut to the picture, its
   * borders moved outwards to multiples of `shrink`; with `narrow` it may be the part that differs from the source. A later preview of the same `previewId` cancels one that is
   * not answered yet; previews of several ids wait for one another.
   */
  'preview:run': z.object({ ...pictureRecipe, previewId: z.string(), region: regionSchema, shrink: shrinkSchema, tile: tileSideSchema.optional(), narrow: z.boolean().optional() }),
  'preview:cancel': z.object({ previewId: z.string() }),
  /** Forgets the tiles of an answered preview. */
  'preview:release': z.object({ id: z.string() }),
  /** What the window edits, for the next start. Documents of pictures that are not named stay as they were kept. */
  'session:change': z.object({ documents: z.record(z.string(), documentSchema), selectedId: z.string().nullable() }),
  ...saveCallSchemas,
  ...maskCallSchemas,
  ...studioCallSchemas,
  ...modelCallSchemas,
  ...batchCallSchemas,
  'devices:list': z.object({ refresh: z.boolean() }),
  'settings:change': settingsChangeSchema,
  /** Asks for the folder of working files and kept results; `own` goes back to the application's. */
  'settings:work-folder': z.object({ own: z.boolean() }),
  /** Bytes that kept results take on disk. */
  'cache:measure': z.undefined(),
  /** Removes kept results but those of open pictures. */
  'cache:clear': z.undefined(),
  /** What pictures are shown in, in device pixels. */
  'view:size': z.object({ width: z.number().int().positive(), height: z.number().int().positive() }),
  /** The application menu in the words and keys of the moment. */
  'menu:show': menuSchema,
} as const;

export type CallName = keyof typeof callSchemas;
export type CallPayload<N extends CallName> = z.input<(typeof callSchemas)[N]>;

/** A picture in the window: opening, open or refused. Its tiles are at `imago://tile/<id>/…`. */
export type Picture = {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly state:
    /** `glance`: coarse tiles that stand for the picture until it is open. */
    | { readonly kind: 'opening'; readonly glance?: { readonly id: string; readonly info: ImageInfo; readonly pyramid: Pyramid } }
    | { readonly kind: 'open'; readonly info: ImageInfo; readonly pyramid: Pyramid }
    | { readonly kind: 'failed'; readonly failure: Failure };
};

/** A picture after one of its recipe's steps; its tiles are at `imago://tile/<id>/…` as long as the picture is open. */
export type Stage = { readonly id: string; readonly pyramid: Pyramid; readonly details: RunDetails };

/** A region after a recipe; its tiles are at `imago://tile/<id>/…` until it is released or its picture closed. */
export type Preview = Stage & {
  /** What it shows, in pixels of the source. */
  readonly region: Region;
  /** How many leading steps were not run for it, since their result is kept. */
  readonly kept: number;
};

/** A job on a picture. `stages` are the steps that are done, in order; the last of a job that is done is its result. */
export type Job = {
  readonly id: string;
  readonly pictureId: string;
  readonly recipe: Recipe;
  readonly state:
    | { readonly kind: 'waiting' }
    /** `cancelling`: it ends with the tile that is in work. */
    | { readonly kind: 'running'; readonly progress: Progress; readonly stages: readonly Stage[]; readonly cancelling?: true }
    | { readonly kind: 'done'; readonly stages: readonly Stage[]; readonly savedTo: string | null }
    | { readonly kind: 'cancelled'; readonly stages: readonly Stage[] }
    | { readonly kind: 'failed'; readonly failure: Failure; readonly remedies: readonly Remedy[]; readonly stages: readonly Stage[] };
};

export type CallAnswer = SaveCallAnswer & MaskCallAnswer &
  StudioCallAnswer &
  ModelCallAnswer &
  BatchCallAnswer & {
  'app:start': {
    version: string;
    settings: Settings;
    /** Folder of working files and kept results. */
    workFolder: string;
    models: ModelSummary[];
    /** With those of the session before; one whose file has vanished is there too, as failed. */
    pictures: Picture[];
    documents: Record<string, Document>;
    selectedId: string | null;
    jobs: Job[];
    /** Sentences for the user; null where all is well. */
    settingsProblem: string | null;
    sessionProblem: string | null;
  };
  'picture:open': Picture[];
  'picture:open-dialog': Picture[];
  'picture:open-sample': Picture[];
  'picture:close': null;
  'picture:seen': null;
  'job:run': Result<Job>;
  'job:cancel': null;
  'job:move': null;
  'job:clear': null;
  'result:find': (Stage | null)[];
  'preview:run': Result<Preview>;
  'model:try': Result<Preview>;
  'preview:cancel': null;
  'preview:release': null;
  'session:change': null;
  'devices:list': Result<DevicesReport>;
  'settings:change': null;
  'settings:work-folder': null;
  'cache:measure': number;
  'cache:clear': null;
  'view:size': null;
  'menu:show': null;
};

export type Events = StudioEvents & BatchEvents & {
  'picture:changed': Picture;
  'job:changed': Job;
  /** The ids of all jobs in their order, when it changed; a job that is not named is forgotten. */
  'job:order': readonly string[];
  /** Files that came from outside the window: a second start, "Open with". */
  'picture:added': Picture[];
  /** A picture that the user asked for outside the window, by a click on a notification. */
  'picture:show': { readonly pictureId: string };
  'export:progress': ExportProgress;
  /** The id of a command that 'menu:show' named. */
  'menu:chosen': string;
  'settings:changed': Settings;
};
export type EventName = keyof Events;

/** How main answers a call: an error is a bug. */
export type Answered = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

/** What the preload puts on `window.imago`. */
export type Bridge = {
  call<N extends CallName>(name: N, ...payload: CallPayload<N> extends undefined ? [] : [CallPayload<N>]): Promise<CallAnswer[N]>;
  on<N extends EventName>(name: N, listener: (value: Events[N]) => void): () => void;
  /** The real path of a dropped or chosen file; empty for one that is not on disk. */
  pathOf(file: unknown): string;
};
