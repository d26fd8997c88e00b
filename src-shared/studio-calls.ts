/**
 * @file The renderer's calls of the training studio, and what it is told. Pure; part of ipc.ts.
 *
 * Pictures of a training are at the `imago://training/…` addresses that answers name; they do not change once they are there.
 */
import { z } from 'zod';
import type { DoctorProgress, DoctorReport } from './doctor.ts';
import type { ModelSummary } from './model.ts';
import { previewRowNames } from './preview-files.ts';
import type { Result } from './result.ts';
import { advancedSettingsSchema, trainingDefinitionSchema } from './training-definition.ts';
import type { AdvancedSettings } from './training-definition.ts';
import type { Checkpoints, MetricSeries, PreviewRow, TrainingDetails, TrainingEstimate, TrainingNote, TrainingProgress, TrainingSummary } from './training.ts';

const id = z.uuid();
const step = z.number().int().nonnegative();
const training = z.object({ id });
const checkpoint = z.object({ id, step });

const judgeSchema = z.object({ id, judge: step, pictures: z.array(z.object({ step, what: z.string().regex(/^[a-z]{1,20}$/), row: z.enum(previewRowNames), index: z.number().int().min(0).max(999) })).min(1).max(100) });

export const studioCallSchemas = {
  /** Newest first. */
  'training:list': z.undefined(),
  /** Asks for a folder; null where the user closed the dialog. */
  'training:choose-folder': z.undefined(),
  /** Models that a training of this goal can start from. */
  'training:bases': trainingDefinitionSchema.pick({ goal: true }),
  /** What the quality, the base and the device make of the settings: all that apply, with their values. */
  'training:settings': trainingDefinitionSchema.pick({ goal: true, quality: true, base: true, device: true, advanced: true }),
  /** The dataset doctor; told by 'training:examined' on the way. A later examination cancels the one before. */
  'training:examine': trainingDefinitionSchema.pick({ goal: true, a: true, b: true, excluded: true }).extend({ examinationId: id, advanced: advancedSettingsSchema, quality: trainingDefinitionSchema.shape.quality }),
  'training:cancel-examination': z.undefined(),
  /** Takes a few real steps; refused while a training runs. A later estimate cancels the one before. */
  'training:estimate': trainingDefinitionSchema,
  'training:cancel-estimate': z.undefined(),
  /** Puts a new training at the end of the queue. */
  'training:create': trainingDefinitionSchema,
  /** Stops after the present step with a checkpoint; one that waits leaves the queue. */
  'training:pause': training,
  /** Goes on exactly where its last checkpoint is. */
  'training:resume': training,
  /** As 'training:pause', but as its end. */
  'training:stop': training,
  /** Trains the same longer or anew: the definition to begin a new one with. */
  'training:duplicate': training,
  'training:rename': z.object({ id, name: trainingDefinitionSchema.shape.name }),
  /** Removes the training with all its checkpoints; answers with the bytes that this set free. Models made of it stay. */
  'training:delete': training,
  'training:open': training,
  /** Curves from one step to another (null: to the end), in at most `buckets` points each. */
  'training:series': z.object({ id, names: z.array(z.string()).min(1).max(50), held: z.boolean(), from: step, to: step.nullable(), buckets: z.number().int().min(10).max(4000) }),
  'training:checkpoints': training,
  'training:previews': checkpoint,
  /** What the discriminator of the checkpoint `judge` says of pictures of any: addresses of maps, in the same order. */
  'training:judge': judgeSchema,
  /** The `imago train` line that reproduces it. */
  'training:command': training,
  /** Makes a model of a checkpoint, among the user's own; 'models:changed' follows. */
  'training:make-model': z.object({ id, step, name: z.string().trim().min(1).max(100), description: z.string().trim().max(500), addFolders: z.boolean(), /** The way back of a training by cyclegan. */ back: z.boolean().default(false), /** Whether a few held-out pictures, before and after, stand on its card. */ addPictures: z.boolean() }),
  /** Forgets the weights of a checkpoint; its pictures and measures stay. */
  'training:forget-checkpoint': checkpoint,
  'training:reveal': training,
} as const;

export type StudioCall<N extends keyof typeof studioCallSchemas> = z.output<(typeof studioCallSchemas)[N]>;

/** `relights`: only the method 'relight' can go on with it. */
export type StudioBase = { readonly model: ModelSummary; readonly relights: boolean };

export type StudioCallAnswer = {
  'training:list': TrainingSummary[];
  'training:choose-folder': string | null;
  'training:bases': StudioBase[];
  'training:settings': Result<AdvancedSettings>;
  'training:examine': Result<DoctorReport>;
  'training:cancel-examination': null;
  'training:estimate': Result<TrainingEstimate>;
  'training:cancel-estimate': null;
  'training:create': Result<TrainingSummary>;
  'training:pause': null;
  'training:resume': Result<TrainingSummary>;
  'training:stop': null;
  'training:duplicate': Result<StudioCall<'training:create'>>;
  'training:rename': null;
  'training:delete': Result<number>;
  'training:open': Result<TrainingDetails>;
  'training:series': MetricSeries[];
  'training:checkpoints': Checkpoints;
  'training:previews': PreviewRow[];
  'training:judge': Result<readonly string[]>;
  'training:command': Result<string>;
  'training:make-model': Result<ModelSummary>;
  'training:forget-checkpoint': null;
  'training:reveal': null;
};

export type StudioEvents = {
  'training:examined': DoctorProgress;
  /** More than how far it is. */
  'training:changed': TrainingSummary;
  'training:removed': { readonly id: string };
  'training:progress': TrainingProgress;
  /** Something that a person should know. */
  'training:note': { readonly id: string; readonly note: TrainingNote };
  /** A click on a notification or on the tray icon. */
  'training:show': { readonly id: string };
  /** The models that can be used have changed. */
  'models:changed': ModelSummary[];
};
