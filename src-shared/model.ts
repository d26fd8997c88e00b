/**
 * @file The model package: `models/<id>/manifest.json` beside its ONNX files. Pure; used by every process.
 *
 * A network takes and gives one float32 NCHW tensor, RGB, of any height and width that is a multiple of
 * `sizeMultiple`, with values in `range`, unless its `form` says otherwise.
 */
import { z } from 'zod';

const modelTaskSchema = z.enum(['upscale', 'translate', 'inpaint', 'select']);
export type ModelTask = z.infer<typeof modelTaskSchema>;

/** The values that black and white have in a tensor, such as -1 and 1. */
const levelsSchema = z.object({ black: z.number(), white: z.number() }).refine(({ black, white }) => black !== white, { error: 'expected black and white to differ' });
export type Levels = z.infer<typeof levelsSchema>;

/** How a network from another program takes and gives pictures. `range` is 1 then: `runtime/network-form.ts` does the rest. */
export const networkFormSchema = z.object({
  layout: z.enum(['nchw', 'nhwc']),
  /** Of the input; an output says itself what it is. */
  elements: z.enum(['float32', 'float16', 'uint8']),
  input: levelsSchema,
  output: levelsSchema,
  /** The only size that it takes, in pixels; smaller pictures are filled up. */
  size: z.object({ width: z.number().int().positive(), height: z.number().int().positive() }).optional(),
});
export type NetworkForm = z.infer<typeof networkFormSchema>;

/**
 * How the ends of an inpainter differ from those of one that was trained here, as in files of other programs: LaMa
 * (Suvorov et al. 2022) gives 0 to 255, MI-GAN (Sargsyan et al. 2023) takes the mask as a plane and -1 to 1, or bytes.
 */
const inpainterEndsSchema = z.object({
  /** Where the mask stands in the picture's input, where it has no input of its own: a plane before or behind the colours. */
  maskPlane: z.enum(['first', 'last']).optional(),
  /** What the mask is in the holes and elsewhere. */
  hole: z.number().default(1),
  known: z.number().default(0),
  /** What black and white are in the input, and in the output; 0 and `range` where absent. */
  input: levelsSchema.optional(),
  output: levelsSchema.optional(),
  /** The number that stands for the picture in its holes; absent: the picture itself. */
  blank: z.number().optional(),
  elements: z.enum(['float32', 'uint8']).default('float32'),
  /** Height and width, where the network takes no other. */
  side: z.number().int().positive().optional(),
});

const modelNetworkSchema = z.object({
  /** Output pixels per input pixel and side. */
  scale: z.number().int().positive(),
  file: z.string().regex(/^[\w.-]+\.onnx$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
  input: z.string(),
  output: z.string(),
  /** Input of an inpainter that is 1 where it should paint, else 0: one plane of the picture's size. */
  mask: z.string().optional(),
  inpainter: inpainterEndsSchema.optional(),
  /** Of a network that enlarges or translates; absent for those that are made here. */
  form: networkFormSchema.optional(),
  /**
   * Inputs of a relighting generator: the code of a look, 1 x its length, and how much of the light what is left of the
   * day and the lamps give: numbers from 0, 1 as trained. `settled`: true where it makes nights, whose light is evened
   * out in the sky and on what is rough; false where it makes days, whose sky is led up to what stands before it.
   */
  style: z.object({ code: z.string(), ambient: z.string(), lights: z.string(), settled: z.boolean().optional() }).optional(),
  /** Pixel value that 1.0 of the pipeline maps to: 1 for networks in [0, 1], 255 for networks in [0, 255]. */
  range: z.union([z.literal(1), z.literal(255)]),
  sizeMultiple: z.number().int().positive(),
  /** Input pixels that a tile must overlap on every side so that tiled equals whole within 1/255. */
  overlap: z.number().int().nonnegative(),
  /** Tile side in input pixels that measured fastest on a CPU. */
  tile: z.number().int().positive(),
  /** Longer side of a whole picture at the scale that a generator was trained at. */
  side: z.number().int().positive().optional(),
}).refine(({ tile, overlap, form }) => !form?.size || (tile <= Math.min(form.size.width, form.size.height) && 4 * overlap <= tile), {
  error: 'expected tiles no larger than the size that the network takes, and overlaps of a quarter at most',
});
export type ModelNetwork = z.infer<typeof modelNetworkSchema>;

const count = z.number().int().positive();
/** The networks that are trained here, as `src-main/networks` builds them. */
export const upscalerNetworkSchema = z.object({
  kind: z.literal('compact-upscaler'),
  scale: z.number().int().min(2).max(4),
  /** Channels, and convolutions between the first and the last. */
  width: count,
  depth: count,
  activation: z.enum(['prelu', 'leaky']),
  filters: z.enum(['plain', 'collapsible', 'edge-oriented']),
  longSkip: z.boolean(),
});
export const translatorNetworkSchema = z.object({
  kind: z.literal('resnet-generator'),
  /** Channels at full size, and residual blocks. */
  width: count,
  blocks: count,
  upsampling: z.enum(['transposed', 'resize']),
  /** Channels of the first layer of a discriminator. */
  discriminatorWidth: count,
});
export const inpainterNetworkSchema = z.object({ kind: z.literal('gated-inpainter'), width: count, dilations: z.array(count), discriminatorWidth: count });
export const relighterNetworkSchema = z.object({
  kind: z.literal('relight-generator'),
  /** Channels at full size, in groups of 4. */
  width: count.multipleOf(4),
  discriminatorWidth: count,
  /** Whether it makes days of nights. */
  brightens: z.boolean().default(false),
});
const trainedNetworkSchema = z.discriminatedUnion('kind', [upscalerNetworkSchema, translatorNetworkSchema, inpainterNetworkSchema, relighterNetworkSchema]);
export type TrainedNetwork = z.infer<typeof trainedNetworkSchema>;

/** The model that a training started from; `sha256` is that of its first network's file. */
const originSchema = z.object({ id: z.string(), sha256: z.string() });

/** How a model was made that was trained here. */
const trainingRecordSchema = z.object({
  recipe: z.string(),
  /** Pictures that it learnt from; those that it was measured on are not among them. */
  pictures: z.number().int().nonnegative(),
  /** Pictures that it was measured on. */
  heldOut: z.number().int().nonnegative().optional(),
  steps: z.number().int().nonnegative(),
  seed: z.number().int(),
  /** Measured on held-out pictures. */
  metrics: z.record(z.string(), z.number()),
  network: trainedNetworkSchema.optional(),
  /** File beside the manifest with all that learnt, from which another training can start; see `starting-weights.ts`. */
  weights: z.string().regex(/^[\w.-]+\.bin$/).optional(),
  base: originSchema.optional(),
});
export type TrainingRecord = z.infer<typeof trainingRecordSchema>;

/** One of the ways in which a model with a style can paint; the code is what its networks take. */
const lookSchema = z.object({ name: z.string(), code: z.array(z.number()) });
export type Look = z.infer<typeof lookSchema>;

export const modelIdSchema = z.string().max(60).regex(/^[a-z0-9][a-z0-9-]*$/);

export const modelManifestSchema = z.object({
  format: z.literal(1),
  id: modelIdSchema,
  name: z.string(),
  task: modelTaskSchema,
  /** One honest sentence about what it does to a picture. */
  description: z.string(),
  /** SPDX identifier. */
  licence: z.string(),
  provenance: z.object({ source: z.string(), version: z.string() }),
  /** What does the work of a model without networks. */
  algorithm: z.enum(['patch-completion']).optional(),
  networks: z.array(modelNetworkSchema),
  /** The first is taken where none is chosen. */
  looks: z.array(lookSchema).min(1).optional(),
  training: trainingRecordSchema.optional(),
}).refine(({ algorithm, networks }) => (networks.length === 0) === (algorithm !== undefined), { error: 'expected either networks or an algorithm' });
export type ModelManifest = z.infer<typeof modelManifestSchema>;

/** A relighting generator changes the light of a picture and takes a style; a repainting one draws all of it anew. */
export type GeneratorKind = 'relighting' | 'repainting';

/** Undefined for a model that does not translate. */
export function generatorKind({ task, networks }: Pick<ModelManifest, 'task' | 'networks'>): GeneratorKind | undefined {
  if (task !== 'translate') return undefined;
  return networks.some(({ style }) => style) ? 'relighting' : 'repainting';
}

export type ModelPreview = { readonly before: string; readonly after: string };

/** What the interface needs of a model; `problem` says why it cannot be used. */
export type ModelSummary = Pick<ModelManifest, 'id' | 'name' | 'task' | 'description' | 'licence'> & {
  readonly scales: readonly number[];
  readonly bytes: number;
  /** Of a model that translates; parameters say which kind uses them. */
  readonly generator?: GeneratorKind;
  /** Names of its looks, the first taken where none is chosen; empty for a model without. */
  readonly looks: readonly string[];
  /** Whether the user brought it, so that it can be removed. */
  readonly own?: boolean;
  /** Where it comes from, as its manifest says. */
  readonly source?: string;
  readonly training?: Pick<TrainingRecord, 'recipe' | 'pictures' | 'heldOut' | 'steps' | 'seed' | 'metrics'> & { /** Id of the model that it started from. */ readonly base?: string };
  /** What its folder takes: more than its networks, where it can be trained on. */
  readonly diskBytes?: number;
  /** Addresses of pictures that were never learnt from, before and after. */
  readonly previews?: readonly ModelPreview[];
  readonly problem?: string;
};
