/**
 * @file The border between whoever starts an engine (main, the command line) and the engine process. Pure.
 *
 * JSON over the child's IPC channel. Every request carries an id; the engine answers it with any number of `progress`
 * and exactly one `done` or `failed` (code `cancelled` after a `cancel`). Pixels never travel here: paths do.
 */
import { z } from 'zod';
import { noteSchema } from './note.ts';
import { deviceChoiceSchema, devicesReportSchema, providerSchema } from './device.ts';
import { failureSchema } from './failure.ts';
import { imageInfoSchema, saveTargetSchema } from './image.ts';
import { bitmapSchema, foundByRuleSchema, maskRuleSchema, maskSchema } from './mask.ts';
import { selectionSchema } from './mask/selection.ts';
import { progressSchema, runDetailsSchema, tileSideSchema } from './job.ts';
import { proposedModelSchema } from './model-import.ts';
import { pyramidSchema } from './pyramid.ts';
import { recipeSchema } from './recipe.ts';
import { regionSchema, shrinkSchema } from './region.ts';

const id = z.number().int().nonnegative();

/** `ladder`: for 'auto', the devices that may be used, in the order in which they are tried; absent: all, best first. */
const deviceWish = { device: deviceChoiceSchema.default('auto'), ladder: z.array(providerSchema).optional() };

/** Where a result that is not yet saved lives: uncompressed pixels with their metadata, and what the canvas draws. */
const workingFilesSchema = z.object({ raster: z.string(), pyramid: z.string() });

export const engineRequests = {
  /** Reads the header of a picture; `whole`: and all of its pixels, which have to be there. */
  inspect: { request: z.object({ path: z.string(), whole: z.boolean().optional() }), response: imageInfoSchema },
  /** A JPEG that is much larger than the view, as large as that shows it, quickly, for the canvas; no file for any other picture. */
  glance: {
    request: z.object({ path: z.string(), view: z.object({ width: z.number().positive(), height: z.number().positive() }), pyramid: z.string() }),
    response: z.null(),
  },
  /** A small picture of any picture in one tile; `side` is its longer one in pixels. */
  thumbnail: { request: z.object({ path: z.string(), pyramid: z.string(), side: z.number().int().min(1).max(512) }), response: pyramidSchema },
  /** Decodes a picture: into a raster that stays, and a pyramid for the canvas. */
  open: {
    request: z.object({ path: z.string(), keep: workingFilesSchema }),
    /** `sha256` is that of the file. */
    response: z.object({ info: imageInfoSchema, pyramid: pyramidSchema, sha256: z.string() }),
  },
  /** Runs a recipe on a picture: into a file (`target`), for the canvas (`keep`), or both. */
  run: {
    request: z.object({
      /** A picture file, or a kept raster, which stays as it is, as does its pyramid: what a result has in common with that need not be made anew. */
      input: z.union([z.string(), z.object({ raster: z.string(), pyramid: z.string().optional() })]),
      recipe: recipeSchema,
      ...deviceWish,
      /** Tile side in input pixels; absent: the model's own. */
      tile: tileSideSchema.optional(),
      /** Path of the first picture of a series that shows one scene: what it has of exposure and statistics serves all, so that they match. */
      series: z.string().optional(),
      target: saveTargetSchema.optional(),
      keep: workingFilesSchema.optional(),
    }),
    /** `warnings`: about the picture file. */
    response: z.object({
      warnings: z.array(noteSchema),
      details: runDetailsSchema,
      pyramid: pyramidSchema.optional(),
      /** The file that was written to `target`; its size differs from that of the details where it was resized. */
      saved: z.object({ bytes: z.number(), width: z.number(), height: z.number(), sha256: z.string() }).optional(),
    }),
  },
  /**
   * Runs a recipe on a region of a kept raster, made `shrink` times smaller first, into a pyramid. The region is cut to the
   * picture and its borders moved outwards to multiples of `shrink`; the answer tells which it was. With `narrow` it is the part
   * with the holes where the recipe does no more than fill those.
   */
  preview: {
    request: z.object({
      raster: z.string(),
      region: regionSchema,
      shrink: shrinkSchema,
      /** Side of tiles, and the longest of what a generator sees of the whole picture; absent: the model's own. */
      tile: tileSideSchema.optional(),
      recipe: recipeSchema,
      ...deviceWish,
      narrow: z.boolean().default(false),
      pyramid: z.string(),
      /** A folder with models that are not taken in yet. */
      models: z.string().optional(),
    }),
    response: z.object({ region: regionSchema, details: runDetailsSchema, pyramid: pyramidSchema }),
  },
  /** Encodes a kept result into a file. */
  save: {
    request: z.object({ raster: z.string(), target: saveTargetSchema }),
    response: z.object({ path: z.string(), bytes: z.number(), width: z.number(), height: z.number(), notes: z.array(noteSchema) }),
  },
  /** How large the file of a kept result would become; `exact` where all of it was encoded. Writes nothing that stays. */
  'estimate-size': {
    request: z.object({ raster: z.string(), target: saveTargetSchema }),
    response: z.object({ bytes: z.number(), exact: z.boolean() }),
  },
  /** Looks into an ONNX file of another program, runs it and proposes how to use it. */
  'inspect-model': { request: z.object({ path: z.string() }), response: proposedModelSchema },
  /** What a selection tool finds in a kept raster; null where that is nothing. */
  'select-mask': { request: z.object({ raster: z.string(), selection: selectionSchema }), response: bitmapSchema.nullable() },
  /** What a rule finds in a kept raster, in at most as many pixels as a screen shows. */
  'apply-mask-rule': { request: z.object({ raster: z.string(), rule: maskRuleSchema }), response: foundByRuleSchema },
  /** Writes the mask of a kept raster as a grey picture. */
  'export-mask': { request: z.object({ raster: z.string(), mask: maskSchema, target: saveTargetSchema }), response: z.null() },
  /** Tells which devices work; `refresh` probes them again. */
  devices: { request: z.object({ refresh: z.boolean().default(false) }), response: devicesReportSchema },
} as const;

export type EngineMethod = keyof typeof engineRequests;
export type EngineRequest<M extends EngineMethod> = z.input<(typeof engineRequests)[M]['request']>;
export type EngineCall<M extends EngineMethod> = z.output<(typeof engineRequests)[M]['request']>;
export type EngineResponse<M extends EngineMethod> = z.output<(typeof engineRequests)[M]['response']>;

export const toEngineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('request'),
    id,
    method: z.enum(Object.keys(engineRequests) as [EngineMethod, ...EngineMethod[]]),
    body: z.unknown(),
    /** How the process ended that had this request before; absent at the first try. */
    crash: z.string().optional(),
  }),
  z.object({ kind: z.literal('cancel'), id }),
]);
export type ToEngine = z.infer<typeof toEngineSchema>;

export const fromEngineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('progress'), id, progress: progressSchema }),
  z.object({ kind: z.literal('done'), id, body: z.unknown() }),
  z.object({ kind: z.literal('failed'), id, failure: failureSchema }),
]);
export type FromEngine = z.infer<typeof fromEngineSchema>;
