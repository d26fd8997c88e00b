/** @file A training as the studio shows it: its state, what the doctor, the estimate, the curves and the checkpoints tell. Pure. */
import type { Provider } from './device.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Failure } from './failure.ts';
import type { PreviewRowName } from './preview-files.ts';
import type { NoteEvent } from './trainer-messages.ts';
import type { AdvancedSettings, StudioRecipe, TrainingDefinition } from './training-definition.ts';

export type TrainingState =
  /** Waits for the training before it. */
  | 'queued'
  /** Looks at the pictures, builds its networks. */
  | 'examining'
  /** Takes a few real steps to measure them. */
  | 'estimating'
  | 'running'
  /** Finishes its step and writes a checkpoint. */
  | 'pausing'
  /** By the user or for a `pauseReason`; can be resumed exactly. */
  | 'paused'
  /** Ended by the user before its length; can still be resumed. */
  | 'stopped'
  | 'done'
  | 'failed'
  /** A crash or a reboot ended it; can be resumed from its last checkpoint. */
  | 'interrupted';

/** Why a training was paused without being asked. */
export type PauseReason = 'disk-full' | 'device-lost' | 'folder-missing';

export type TrainingSummary = {
  readonly id: string;
  readonly definition: TrainingDefinition;
  readonly recipe: StudioRecipe;
  readonly state: TrainingState;
  /** Place in the queue, from 1; null where it does not wait. */
  readonly place: number | null;
  /** What a training that is paused without being asked, or failed, says for itself. */
  readonly failure: Failure | null;
  readonly pauseReason: PauseReason | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly step: number;
  readonly steps: number;
  /** From the last report; null until there is one. */
  readonly secondsPerStep: number | null;
  readonly secondsLeft: number | null;
  /** Megabytes that the trainer took at most. */
  readonly megabytes: number | null;
  readonly device: Provider | null;
  /** Whether it waits between two steps while the editor uses the device. */
  readonly yielding: boolean;
  /** Pictures that it learns from, and that it is measured on. */
  readonly pictures: number | null;
  readonly heldOut: number | null;
  readonly parameters: number | null;
  /** What the diagnoses say at the moment. */
  readonly diagnoses: readonly Diagnosis[];
};

/** A state in which 'training:resume' is possible. */
export const canResume = ({ state }: Pick<TrainingSummary, 'state'>): boolean => state === 'paused' || state === 'stopped' || state === 'interrupted' || state === 'failed';
/** A state in which a trainer works on it. */
export const isActive = ({ state }: Pick<TrainingSummary, 'state'>): boolean => state === 'examining' || state === 'estimating' || state === 'running' || state === 'pausing';

/** From real steps on the chosen device. */
export type TrainingEstimate = {
  readonly secondsPerStep: number;
  readonly seconds: number;
  /** Peak of the process. */
  readonly megabytes: number;
  /** Most that the run's folder will take, copies of the pictures included. */
  readonly diskBytes: number;
  readonly freeBytes: number;
  readonly device: Provider | null;
};

/**
 * One curve of a training, thinned out to at most so many buckets: the mean, the lowest and the highest value of each
 * bucket, at the step of its middle.
 */
export type MetricSeries = {
  readonly name: string;
  readonly steps: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
};

/** Names of what was measured. `held`: on held-out pictures, else a loss or the like. */
export type Measured = { readonly id: string; readonly held: boolean; readonly names: readonly string[] };

/** A picture of a checkpoint; all files of one `what` and `row` follow one another. */
export type PreviewRow = {
  /** 'ab', 'ba', 'enlarged', 'filled', 'looks': what is shown. */
  readonly what: string;
  /**
   * 'input' and 'truth' stay the same for the whole run; 'output', 'back' (translated back) and 'heat' (where the
   * discriminator finds the output fake: transparent to opaque, to be laid over it) belong to the checkpoint.
   */
  readonly row: PreviewRowName;
  /** Addresses, one a held-out picture, in the same order in every row. */
  readonly pictures: readonly string[];
  /** Names of the looks by which they were made; there for 'looks' alone. */
  readonly names?: readonly string[];
};

export type CheckpointSummary = {
  readonly step: number;
  /** Held-out measures; empty where nothing is held out. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Whether its weights are still there to become a model. */
  readonly usable: boolean;
  /** What forgetting its weights sets free on the disk: nothing while they are the newest too, which the run keeps. */
  readonly bytes: number;
  /** Whether there are pictures. */
  readonly previews: boolean;
  /** Whether its discriminator can be asked about pictures. */
  readonly judges: boolean;
};

export type Checkpoints = {
  /** By step. */
  readonly checkpoints: readonly CheckpointSummary[];
  /** Step of the best so far by the held-out measure that is usable; null where nothing was measured. */
  readonly best: number | null;
  /** The measure that tells, and which way is better. */
  readonly measure: Measure;
};

export type Measure = { readonly name: string; readonly better: 'lower' | 'higher' };

/** By which held-out measure the checkpoints of a recipe are compared. */
export const measureOf = {
  cyclegan: { name: 'ab.distance', better: 'lower' },
  cut: { name: 'ab.distance', better: 'lower' },
  relight: { name: 'distance', better: 'lower' },
  'super-resolution': { name: 'psnr', better: 'higher' },
  inpainting: { name: 'psnr', better: 'higher' },
} as const satisfies Record<StudioRecipe, Measure>;

/** Said on the way. Absent words of the window's own: it is from an older version, which wrote English alone. */
export type TrainingNote = Omit<NoteEvent, 'event'>;

/** All there is to know when a training is opened; curves and checkpoints come by their own calls. */
export type TrainingDetails = {
  readonly summary: TrainingSummary;
  /** Settings that apply, all of them. */
  readonly settings: AdvancedSettings;
  readonly diskBytes: number;
  /** Names of the curves: those of every few seconds and those of held-out pictures. */
  readonly curves: { readonly trained: readonly string[]; readonly held: readonly string[] };
  /** What was said on the way, oldest first, the last hundred. */
  readonly notes: readonly TrainingNote[];
  readonly card: ModelCard;
};

/** What a model made of the training says of itself; never a path or a file name. */
export type ModelCard = {
  readonly recipe: StudioRecipe;
  readonly pictures: number | null;
  readonly heldOut: number | null;
  readonly steps: number;
  readonly seed: number;
  readonly base: string | null;
  readonly metrics: Readonly<Record<string, number>>;
};

/** A checkpoint as it comes in: the last, which takes the place of those from it on. */
export type NewCheckpoint = {
  readonly id: string;
  /** This one and all whose weights are still there. */
  readonly checkpoints: readonly CheckpointSummary[];
  readonly best: number | null;
  readonly diskBytes: number;
  readonly card: ModelCard;
};

/** How far trainings have come: the newest of each, gathered over a moment. */
export type TrainingProgress = { readonly summaries: readonly TrainingSummary[]; readonly measured: readonly Measured[]; readonly checkpoints: readonly NewCheckpoint[] };
