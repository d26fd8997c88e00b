/** @file The renderer's calls that take pictures out of Imago and into it: saving, export, drag, clipboard. Pure; part of ipc.ts. */
import { z } from 'zod';
import type { Note } from './note.ts';
import type { Failure } from './failure.ts';
import { saveOptionsSchema } from './image.ts';
import { pyramidSchema } from './pyramid.ts';
import { recipeSchema } from './recipe.ts';
import type { Result } from './result.ts';

const stageId = z.string().regex(/^[0-9a-f-]{36}$/);
/** The stage that is saved, and the picture and the steps that its file is named after. */
const savedResultSchema = z.object({ pictureId: z.string(), stageId, pyramid: pyramidSchema, recipe: recipeSchema });
/** See result-name.ts. */
const name = z.string().min(1).max(200);

export const saveCallSchemas = {
  'result:estimate-size': z.object({ stageId, options: saveOptionsSchema }),
  /** Shows the save dialog, then encodes; `value: null` where the user closed the dialog. */
  'result:save-as': z.object({ result: savedResultSchema, options: saveOptionsSchema, name }),
  /** Asks for a folder, then saves everything there under free names; `value: null` where the user closed the dialog. */
  'result:export': z.object({ items: z.array(z.object({ result: savedResultSchema, options: saveOptionsSchema })).min(1), name, folder: z.string().optional() }),
  'export:cancel': z.undefined(),
  /** Shows the file that the result was saved to last. */
  'result:reveal': z.object({ stageId }),
  /** Shows a folder that results were exported to. */
  'export:reveal': z.object({ folder: z.string() }),
  /** Encodes the file that a drag out of the window will carry. */
  'result:prepare-drag': z.object({ result: savedResultSchema, options: saveOptionsSchema, name }),
  /** Begins the drag of the file that was prepared last, while the button is still down. */
  'result:drag': z.object({ stageId }),
  'result:copy': z.object({ stageId, pyramid: pyramidSchema }),
  /** Opens what is on the clipboard: files, or a picture, which becomes a file first. */
  'clipboard:paste': z.undefined(),
  'clipboard:copy-text': z.object({ text: z.string().min(1).max(100_000) }),
  'picture:reveal': z.object({ pictureId: z.string() }),
  'picture:copy-path': z.object({ pictureId: z.string() }),
  /** A notification of the system; a click on it brings the picture forward. It replaces the one before. */
  'notification:show': z.object({ title: z.string(), text: z.string(), pictureId: z.string() }),
} as const;

export type SaveCall<N extends keyof typeof saveCallSchemas> = z.output<(typeof saveCallSchemas)[N]>;
export type SavedResult = z.input<typeof savedResultSchema>;

export type Saved = { readonly path: string; readonly bytes: number; readonly notes: readonly Note[] };

export type ExportReport = {
  readonly folder: string;
  readonly saved: readonly { readonly stageId: string; readonly path: string; readonly bytes: number }[];
  readonly failed: readonly { readonly pictureName: string; readonly failure: Failure }[];
  readonly cancelled: boolean;
};

export type ExportProgress = { readonly done: number; readonly total: number; /** The picture that is being saved. */ readonly pictureName: string };

export type SaveCallAnswer = {
  'result:estimate-size': Result<{ readonly bytes: number; readonly exact: boolean }>;
  'result:save-as': Result<Saved | null>;
  'result:export': Result<ExportReport | null>;
  'export:cancel': null;
  'result:reveal': null;
  'export:reveal': null;
  /** `path` is the prepared file, which the window knows again if it is dropped on itself. */
  'result:prepare-drag': Result<{ readonly path: string }>;
  /** Whether it began: not where the file is gone, or is another result's. */
  'result:drag': boolean;
  'result:copy': Result<null>;
  /** The pictures come as `picture:added`. */
  'clipboard:paste': Result<null>;
  'clipboard:copy-text': null;
  'picture:reveal': null;
  'picture:copy-path': null;
  'notification:show': null;
};
