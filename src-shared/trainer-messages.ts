/**
 * @file The border between whoever starts a trainer (main, the command line) and the trainer process. Pure.
 *
 * JSON over the child's IPC channel. One `train` is answered with any number of events and exactly one `done` or `failed`;
 * `stop` ends the training after the present step, with a checkpoint; after `yield` no step is taken until `go-on`. One
 * `examine` is answered with any number of `looked` and one `examined` before its `done` or `failed`, one `judge` with that alone. Pictures never travel here: paths do.
 */
import { z } from 'zod';
import { deviceChoiceSchema, providerSchema } from './device.ts';
import { diagnosisSchema } from './diagnosis.ts';
import { doctorReportSchema, findingTextSchema } from './doctor.ts';
import { failureSchema } from './failure.ts';
import { inpainterNetworkSchema, relighterNetworkSchema, translatorNetworkSchema, upscalerNetworkSchema } from './model.ts';
import { type Note, noteSchema, noteSentence } from './note.ts';
import { previewRowNames } from './preview-files.ts';

const count = z.number().int().positive();

/** The model package that a run starts from; `sha256` is that of its first network's file. */
const baseSchema = z.object({ id: z.string(), folder: z.string(), sha256: z.string() });
export type Base = z.infer<typeof baseSchema>;

/** Files of the folders that are left out. */
const excluded = z.array(z.string()).optional();

const upscaler = upscalerNetworkSchema.omit({ kind: true });
const translator = translatorNetworkSchema.omit({ kind: true });
const inpainter = inpainterNetworkSchema.omit({ kind: true });
const relighter = relighterNetworkSchema.omit({ kind: true });

/** What a run is; stored with it, so that it can be resumed. */
const superResolutionRunSchema = z.object({
  recipe: z.literal('super-resolution'),
  base: baseSchema.optional(),
  /** Folder of photographs. */
  data: z.string(),
  excluded,
  ...upscaler.shape,
  loss: z.enum(['l1', 'log-l1', 'charbonnier']),
  /** Share of brightness in that distance, beside red, green and blue; absent: none. */
  luma: z.number().min(0).max(1).optional(),
  /** Share that what the base says of the crops in other positions has in what is learnt from; absent: photographs alone. */
  agreement: z.number().min(0).max(1).optional(),
  /** Whether the small crops get noise and traces of JPEG, so that removing them is learnt too. */
  degraded: z.boolean().optional(),
  /** Absent: true to the pixels to the end. Else the weight of a discriminator's opinion, and the share of the steps before it comes in. */
  sharpness: z.object({ weight: z.number().positive(), faithfulShare: z.number().min(0).max(1) }).optional(),
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
  base: baseSchema.optional(),
  excluded,
  batch: count,
  /** Side of the crops in pixels; below 32 the discriminator has nothing left to judge. */
  size: count.min(32).multipleOf(4),
  steps: count,
  learningRate: z.number().positive(),
  averageDecay: z.number().min(0).max(1),
  seed: z.number().int(),
};
const weight = z.number().nonnegative();
const translationRun = {
  ...adversarialRun,
  /** Folders of the two sides, whose pictures have nothing to do with each other. */
  a: z.string(),
  b: z.string(),
  ...translator.shape,
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
  ...inpainter.shape,
  /** Weights of the difference inside the holes and of the discriminator's opinion. */
  hole: weight,
  adversarial: weight,
  /** Share of the steps before the discriminator comes in. */
  faithfulShare: z.number().min(0).max(1),
});
export type InpaintingRun = z.infer<typeof inpaintingRunSchema>;

const relightRunSchema = z.object({
  recipe: z.literal('relight'),
  ...adversarialRun,
  /** Side of the crops in pixels: four halvings, and a discriminator that judges half of it. */
  size: count.min(64).multipleOf(16),
  /** Folders of days and of nights, in which scenes are told by file names, and of more days. */
  a: z.string(),
  b: z.string(),
  photographs: z.string().nullable(),
  /** Folder of nights that were made of those days, each named as its day: nights are then learnt as days, not days as nights. */
  made: z.string().optional(),
  /** Scenes that the run is measured on. */
  heldOutScenes: z.array(z.string()),
  ...relighter.shape,
  /** Steps until light need no longer lie where a night of the same scene has it. */
  placedSteps: count,
});
export type RelightRun = z.infer<typeof relightRunSchema>;

export const trainingRunSchema = z.discriminatedUnion('recipe', [superResolutionRunSchema, cycleganRunSchema, cutRunSchema, inpaintingRunSchema, relightRunSchema]);
export type TrainingRun = z.infer<typeof trainingRunSchema>;

const named = <T extends Record<string, unknown>>(shape: T): Record<keyof T, true> => Object.fromEntries(Object.keys(shape).map((name) => [name, true])) as Record<keyof T, true>;
/** A run as it is asked for: where it has a base, what is left out of its network is as the base has it. */
const plannedRunSchema = z.discriminatedUnion('recipe', [
  superResolutionRunSchema.partial(named(upscaler.shape)),
  cycleganRunSchema.partial(named(translator.shape)),
  cutRunSchema.partial(named(translator.shape)),
  inpaintingRunSchema.partial(named(inpainter.shape)),
  relightRunSchema.partial(named(relighter.shape)),
]);
export type PlannedRun = z.infer<typeof plannedRunSchema>;

export const trainRequestSchema = z.object({
  /** Folder for checkpoints, metrics and the model; an existing run in it is continued where `resume` says so. */
  out: z.string(),
  run: plannedRunSchema.nullable(),
  /** Folder of the model package that a new run starts from. */
  base: z.string().nullable(),
  resume: z.boolean(),
  /** Only measures a few steps; leaves nothing in `out`. */
  estimate: z.boolean(),
  /** 'tensorflow' is an opt-in of its own installation, which chooses its device itself. */
  backend: z.enum(['onnx', 'tensorflow']),
  device: deviceChoiceSchema,
  /** For 'auto': the devices that may be used, in the order in which they are tried; absent: all, best first. */
  ladder: z.array(providerSchema).optional(),
  threads: count,
  /** Between checkpoints; by steps as well where that is not null. */
  checkpointSeconds: z.number().positive(),
  checkpointSteps: count.nullable(),
});
export type TrainRequest = z.infer<typeof trainRequestSchema>;

/** The dataset doctor's full examination. */
const examineRequestSchema = z.object({
  a: z.string(),
  b: z.string().nullable(),
  excluded: z.array(z.string()),
  /** Pixels that a picture needs on each side. */
  smallestSide: count,
  /** Existing folder for small pictures of what is found, whose names stand in the report. */
  thumbnails: z.string(),
});
export type ExamineRequest = z.infer<typeof examineRequestSchema>;

/** What a checkpoint's discriminator says of previews of any checkpoint; the maps are written where `judgedFile` tells. */
const judgeRequestSchema = z.object({
  /** Folder of the run. */
  out: z.string(),
  /** Step of the checkpoint, whose model is kept. */
  judge: z.number().int().nonnegative(),
  pictures: z.array(z.object({ step: z.number().int().nonnegative(), what: z.string(), row: z.enum(previewRowNames), index: z.number().int().nonnegative() })).min(1).max(100),
});
export type JudgeRequest = z.infer<typeof judgeRequestSchema>;

export const toTrainerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('train'), request: trainRequestSchema }),
  z.object({ kind: z.literal('examine'), request: examineRequestSchema }),
  z.object({ kind: z.literal('judge'), request: judgeRequestSchema }),
  z.object({ kind: z.literal('stop') }),
  z.object({ kind: z.literal('yield') }),
  z.object({ kind: z.literal('go-on') }),
]);
export type ToTrainer = z.infer<typeof toTrainerSchema>;

const step = z.number().int().nonnegative();
const metrics = z.record(z.string(), z.number());
/** null: TensorFlow's library, which chooses itself. */
const device = providerSchema.nullable();

export const trainingEventSchema = z.discriminatedUnion('event', [
  /** A picture that cannot be used. */
  z.object({ event: z.literal('skipped'), path: z.string(), message: z.string() }),
  /** What is done before the first step. */
  z.object({ event: z.literal('preparing'), phase: z.enum(['pictures', 'networks', 'estimate']) }),
  z.object({ event: z.literal('started'), step, steps: step, pictures: step, heldOut: step, parameters: step, device }),
  /** From a few steps that were taken for it; memory is the peak of the process, the disk what the run's folder will hold at most. */
  z.object({ event: z.literal('estimated'), secondsPerStep: z.number(), seconds: z.number(), megabytes: z.number(), diskBytes: z.number(), device }),
  /** Means over the steps since the last such event. */
  z.object({ event: z.literal('trained'), step, steps: step, metrics, learningRate: z.number(), secondsPerStep: z.number(), secondsLeft: z.number() }),
  /** Quality on pictures that are never trained on. */
  z.object({ event: z.literal('evaluated'), step, metrics }),
  z.object({ event: z.literal('checkpoint'), step }),
  /** Pictures of held-out pictures at a checkpoint; `preview-files.ts` tells where, `names` by which look of the model each was made. */
  z.object({ event: z.literal('previewed'), step, what: z.string(), rows: z.array(z.object({ row: z.enum(previewRowNames), count: step })), names: z.array(z.string()).optional() }),
  /** All that seems to go wrong, whenever that changes. */
  z.object({ event: z.literal('diagnosed'), step, diagnoses: z.array(diagnosisSchema) }),
  /** A loss was no number: it goes on from the checkpoint at step `to` at half the learning rate. */
  z.object({ event: z.literal('rolled-back'), step, to: step }),
  /** The network as it is now, as a model package. */
  z.object({ event: z.literal('exported'), step, folder: z.string() }),
  /** Something a person should know, in English; `note` or `finding` where the window has its own words for it. */
  z.object({ event: z.literal('note'), step, message: z.string(), note: noteSchema.optional(), finding: findingTextSchema.optional() }),
]);
export type TrainingEvent = z.infer<typeof trainingEventSchema>;
export type NoteEvent = Extract<TrainingEvent, { event: 'note' }>;

export const noteEvent = (note: Note): NoteEvent => ({ event: 'note', step: 0, message: noteSentence(note), note });

export const fromTrainerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('event'), event: trainingEventSchema }),
  z.object({ kind: z.literal('looked'), done: step, total: step }),
  z.object({ kind: z.literal('examined'), report: doctorReportSchema }),
  z.object({ kind: z.literal('done'), step }),
  z.object({ kind: z.literal('failed'), failure: failureSchema }),
]);
export type FromTrainer = z.infer<typeof fromTrainerSchema>;
