/**
 * @file The border between renderer and main: every channel, its payload and its answer. Pure.
 *
 * The renderer calls (`calls`) and is told (`events`). Main parses every payload; expected failures come back as
 * `Result` values, since `ipcMain.handle` keeps only an error's message.
 */
import { z } from 'zod';
import type { DevicesReport } from './device.ts';
import type { Failure } from './failure.ts';
import { type ImageInfo, saveTargetSchema } from './image.ts';
import type { Progress, RunDetails } from './job.ts';
import type { ModelSummary } from './model.ts';
import type { Pyramid } from './pyramid.ts';
import { type Recipe, recipeSchema } from './recipe.ts';
import type { Result } from './result.ts';
import { type Settings, settingsChangeSchema } from './settings.ts';

export const callSchemas = {
  'app:start': z.undefined(),
  'picture:open': z.object({ paths: z.array(z.string().min(1)).min(1) }),
  'picture:open-dialog': z.undefined(),
  'picture:open-sample': z.undefined(),
  'picture:close': z.object({ pictureId: z.string() }),
  'job:run': z.object({ pictureId: z.string(), recipe: recipeSchema }),
  'job:cancel': z.object({ jobId: z.string() }),
  /** Shows the save dialog, then encodes; `value: null` where the user closed the dialog. */
  'result:save-as': z.object({ jobId: z.string(), options: saveTargetSchema.pick({ format: true, quality: true, metadata: true }) }),
  'result:reveal': z.object({ jobId: z.string() }),
  'devices:list': z.object({ refresh: z.boolean() }),
  'settings:change': settingsChangeSchema,
} as const;

export type CallName = keyof typeof callSchemas;
export type CallPayload<N extends CallName> = z.input<(typeof callSchemas)[N]>;

/** A picture in the window: opening, open or refused. Its tiles are at `imago://tile/<id>/…`. */
export type Picture = {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly state:
    | { readonly kind: 'opening' }
    | { readonly kind: 'open'; readonly info: ImageInfo; readonly pyramid: Pyramid }
    | { readonly kind: 'failed'; readonly failure: Failure };
};

/**
 * A job on a picture; the result's tiles are at `imago://tile/<id>/…` once it is done, until a later job on the same
 * picture is done.
 */
export type Job = {
  readonly id: string;
  readonly pictureId: string;
  readonly recipe: Recipe;
  readonly state:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'running'; readonly progress: Progress }
    | { readonly kind: 'done'; readonly details: RunDetails; readonly pyramid: Pyramid; readonly savedTo: string | null }
    | { readonly kind: 'cancelled' }
    | { readonly kind: 'failed'; readonly failure: Failure };
};

export type Saved = { readonly path: string; readonly bytes: number; readonly notes: readonly string[] };

export type CallAnswer = {
  'app:start': { version: string; settings: Settings; models: ModelSummary[]; pictures: Picture[]; jobs: Job[]; settingsProblem: string | null };
  'picture:open': Picture[];
  'picture:open-dialog': Picture[];
  'picture:open-sample': Picture[];
  'picture:close': null;
  'job:run': Result<Job>;
  'job:cancel': null;
  'result:save-as': Result<Saved | null>;
  'result:reveal': null;
  'devices:list': Result<DevicesReport>;
  'settings:change': null;
};

export type Events = {
  'picture:changed': Picture;
  'job:changed': Job;
  /** Files that came from outside the window: a second start, "Open with". */
  'picture:added': Picture[];
  'menu:chosen': MenuCommand;
  'settings:changed': Settings;
};
export type EventName = keyof Events;
export type MenuCommand = 'open' | 'save-as' | 'run' | 'cancel' | 'fit' | 'actual-size' | 'zoom-in' | 'zoom-out' | 'settings' | 'shortcuts';

/** What the preload puts on `window.imago`. */
export type Bridge = {
  call<N extends CallName>(name: N, ...payload: CallPayload<N> extends undefined ? [] : [CallPayload<N>]): Promise<CallAnswer[N]>;
  on<N extends EventName>(name: N, listener: (value: Events[N]) => void): () => void;
  /** The real path of a dropped or chosen file; empty for one that is not on disk. */
  pathOf(file: unknown): string;
};
