/**
 * @file The border between whoever starts a trainer (main, the command line) and the trainer process. Pure.
 *
 * JSON over the child's IPC channel. One `train` is answered with any number of events and exactly one `done` or `failed`;
 * `stop` ends the training after the present step, with a checkpoint. Pictures never travel here: paths do.
 */
import { z } from 'zod';
import { providerSchema } from './device.ts';
import { failureSchema } from './failure.ts';

const count = z.number().int().positive();

/** What a run is; stored with it, so that it can be resumed. */
const superResolutionRunSchema = z.object({
  recipe: z.literal('super-resolution'),
  /** Folder of photographs. */
  data: z.string(),
  scale: z.number().int().min(2).max(4),
  /** Channels of the network, and its convolutions between the first and the last. */
  width: count,
  depth: count,
  activation: z.enum(['prelu', 'leaky']),
  filters: z.enum(['plain', 'collapsible', 'edge-oriented']),
  longSkip: z.boolean(),
  loss: z.enum(['l1', 'charbonnier']),
  batch: count,
  /** Side of the low-resolution crops in pixels. */
  size: count,
  steps: count,
  learningRate: z.number().positive(),
  /** Of the averaged weights, which are those that are exported. */
  averageDecay: z.number().min(0).max(1),
  seed: z.number().int(),
});
export type SuperResolutionRun = z.infer<typeof superResolutionRunSchema>;

const adversarialRun = {
  batch: count,
  /** Side of the crops in pixels; below 32 the discriminator has nothing left to judge. */
  size: count.min(32).multipleOf(4),
  steps: count,
  learningRate: z.number().positive(),
  averageDecay: z.number().min(0).max(1),
  seed: z.number().int(),
  /** Channels of the first layer of a discriminator. */
  discriminatorWidth: count,
};
const weight = z.number().nonnegative();
const translationRun = {
  ...adversarialRun,
  /** Folders of the two sides, whose pictures have nothing to do with each other. */
  a: z.string(),
  b: z.string(),
  /** Channels of a generator at full size, and its residual blocks. */
  width: count,
  blocks: count,
  upsampling: z.enum(['transposed', 'resize']),
  /** Whether discriminators see pictures changed by chance; for small folders. */
  augmented: z.boolean(),
  identity: weight,
};
const cycleganRunSchema = z.object({ recipe: z.literal('cyclegan'), ...translationRun, cycle: weight });
export type CycleganRun = z.infer<typeof cycleganRunSchema>;

const cutRunSchema = z.object({ recipe: z.literal('cut'), ...translationRun, contrast: weight, patches: count });
export type CutRun = z.infer<typeof cutRunSchema>;

const inpaintingRunSchema = z.object({
  recipe: z.literal('inpainting'),
  ...adversarialRun,
  data: z.string(),
  width: count,
  dilations: z.array(count),
  /** Weights of the difference inside the holes and of the discriminator's opinion. */
  hole: weight,
  adversarial: weight,
  /** Share of the steps before the discriminator comes in. */
  faithfulShare: z.number().min(0).max(1),
});
export type InpaintingRun = z.infer<typeof inpaintingRunSchema>;

export const trainingRunSchema = z.discriminatedUnion('recipe', [superResolutionRunSchema, cycleganRunSchema, cutRunSchema, inpaintingRunSchema]);
export type TrainingRun = z.infer<typeof trainingRunSchema>;

export const trainRequestSchema = z.object({
  /** Folder for checkpoints, metrics and the model; an existing run in it is continued where `resume` says so. */
  out: z.string(),
  run: trainingRunSchema.nullable(),
  resume: z.boolean(),
  /** Only measures a few steps; leaves nothing in `out`. */
  estimate: z.boolean(),
  /** 'tensorflow' is an opt-in of its own installation, which chooses its device itself. */
  backend: z.enum(['onnx', 'tensorflow']),
  device: providerSchema,
  threads: count,
  /** Between checkpoints; by steps as well where that is not null. */
  checkpointSeconds: z.number().positive(),
  checkpointSteps: count.nullable(),
});
export type TrainRequest = z.infer<typeof trainRequestSchema>;

export const toTrainerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('train'), request: trainRequestSchema }),
  z.object({ kind: z.literal('stop') }),
]);
export type ToTrainer = z.infer<typeof toTrainerSchema>;

const step = z.number().int().nonnegative();
const metrics = z.record(z.string(), z.number());

export const trainingEventSchema = z.discriminatedUnion('event', [
  /** A picture that cannot be used. */
  z.object({ event: z.literal('skipped'), path: z.string(), message: z.string() }),
  z.object({ event: z.literal('started'), step, steps: step, pictures: step, heldOut: step, parameters: step }),
  /** From a few steps that were taken for it; memory is the peak of the process. */
  z.object({ event: z.literal('estimated'), secondsPerStep: z.number(), seconds: z.number(), megabytes: z.number() }),
  /** Means over the steps since the last such event. */
  z.object({ event: z.literal('trained'), step, steps: step, metrics, learningRate: z.number(), secondsPerStep: z.number(), secondsLeft: z.number() }),
  /** Quality on pictures that are never trained on. */
  z.object({ event: z.literal('evaluated'), step, metrics }),
  z.object({ event: z.literal('checkpoint'), step }),
  /** The network as it is now, as a model package. */
  z.object({ event: z.literal('exported'), step, folder: z.string() }),
  /** Something a person should know, in words. */
  z.object({ event: z.literal('note'), step, message: z.string() }),
]);
export type TrainingEvent = z.infer<typeof trainingEventSchema>;

export const fromTrainerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('event'), event: trainingEventSchema }),
  z.object({ kind: z.literal('done'), step }),
  z.object({ kind: z.literal('failed'), failure: failureSchema }),
]);
export type FromTrainer = z.infer<typeof fromTrainerSchema>;
