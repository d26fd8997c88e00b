/** @file A training as the studio shows it: its state, what the doctor, the estimate, the curves and the checkpoints tell. Pure. */
import type { Provider } from './device.ts';
import type { Failure } from './failure.ts';
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

export const diagnosisCodes = [
  /** Tells every generated picture from real ones. `value`: share it gets right. */
  'discriminator-won',
  /** The generator's gradient has all but vanished. `value`: its norm. */
  'generator-stalled',
  /** Bright parts become dark. `value`: correlation of brightness. */
  'colours-inverted',
  /** `value`: mean change of a sample as a share of the range. */
  'output-equals-input',
  /** All outputs alike. `value`: their diversity as a share of that of the inputs. */
  'collapse',
  /** Held-out quality goes up and down without getting better. `value`: mean change from one checkpoint to the next as a share. */
  'oscillation',
  /** Held-out quality has been falling since its best. `value`: steps since. */
  'over-fitting',
  /** So few pictures that they may be learnt by heart. `value`: pictures. */
  'few-pictures',
  /** Went out of bounds; goes on from the last checkpoint at half the rate. `value`: step that it went back to. */
  'rolled-back',
] as const;
export type DiagnosisCode = (typeof diagnosisCodes)[number];

export type Diagnosis = {
  readonly code: DiagnosisCode;
  readonly level: 'note' | 'warning';
  /** Step at which it began to hold. */
  readonly step: number;
  /** Which way or which network it is about: 'ab', 'ba', a network's name, or '' for the whole. */
  readonly whose: string;
  readonly value: number;
};

export type Side = 'a' | 'b';

export const findingCodes = [
  /** `values`: count, least. */
  'too-few',
  /** `values`: count, advised. */
  'few',
  /** `values`: count. */
  'unreadable',
  /** `values`: count, size (pixels a side that are needed). */
  'too-small',
  /** Files that are not named like pictures; they are passed over. `values`: count. */
  'not-pictures',
  /** Files with the same content. `values`: count (of what could be left out), groups. */
  'exact-duplicates',
  /** Pictures that look the same. `values`: count (of what could be left out). */
  'near-duplicates',
  /** `values`: times, count (of the smaller folder). */
  'imbalance',
  /** More than half of A is in B: nothing to translate. `values`: share (0 to 1). */
  'same-pictures',
  /** `values`: count. */
  'shared',
  /** One side is much darker. `values`: brightnessA, brightnessB (0 to 1). `side`: the darker. */
  'darker',
  /** Nearly the same brightness and colours. */
  'alike',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** A file that a finding shows; `thumbnail` is an imago:// address, null for what cannot be shown. */
export type FindingExample = { readonly name: string; readonly thumbnail: string | null; /** Pictures that look the same have the same number. */ readonly group: number };

export type StudioFinding = {
  readonly code: FindingCode;
  /** 'stop': training cannot or should not start; 'warning': it may disappoint; 'note': good to know, nothing to do. */
  readonly level: 'stop' | 'warning' | 'note';
  /** The folder that it is about; null for both. */
  readonly side: Side | null;
  readonly values: Readonly<Record<string, number>>;
  /** A few of the files. */
  readonly examples: readonly FindingExample[];
  /** Files whose exclusion is the one-click remedy; empty where there is none. */
  readonly exclude: readonly string[];
};

export type FolderCounts = {
  readonly folder: string;
  readonly usable: number;
  readonly unreadable: number;
  readonly tooSmall: number;
  readonly others: number;
  /** Addresses of a few usable pictures, made small. */
  readonly thumbnails: readonly string[];
};

export type DoctorReport = {
  readonly a: FolderCounts;
  readonly b: FolderCounts | null;
  /** The gravest first. */
  readonly findings: readonly StudioFinding[];
  readonly canTrain: boolean;
};

export type DoctorProgress = { readonly examinationId: string; readonly done: number; readonly total: number };

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

/** A point as it comes in while a training runs. `held`: measured on held-out pictures, else a loss or the like. */
export type MetricPoint = { readonly id: string; readonly step: number; readonly held: boolean; readonly metrics: Readonly<Record<string, number>> };

/** A picture of a checkpoint; all files of one `what` and `row` follow one another. */
export type PreviewRow = {
  /** 'ab', 'ba', 'enlarged', 'filled': what is shown. */
  readonly what: string;
  /**
   * 'input' and 'truth' stay the same for the whole run; 'output', 'back' (translated back) and 'heat' (where the
   * discriminator finds the output fake: transparent to opaque, to be laid over it) belong to the checkpoint.
   */
  readonly row: 'input' | 'truth' | 'output' | 'back' | 'heat';
  /** Addresses, one a held-out picture, in the same order in every row. */
  readonly pictures: readonly string[];
};

export type CheckpointSummary = {
  readonly step: number;
  /** Held-out measures; empty where nothing is held out. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Whether its weights are still there to become a model. */
  readonly usable: boolean;
  /** Whether there are pictures. */
  readonly previews: boolean;
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
  'super-resolution': { name: 'psnr', better: 'higher' },
  inpainting: { name: 'psnr', better: 'higher' },
} as const satisfies Record<StudioRecipe, Measure>;

/** All there is to know when a training is opened; curves and checkpoints come by their own calls. */
export type TrainingDetails = {
  readonly summary: TrainingSummary;
  /** Settings that apply, all of them. */
  readonly settings: AdvancedSettings;
  readonly diskBytes: number;
  /** Names of the curves: those of every few seconds and those of held-out pictures. */
  readonly curves: { readonly trained: readonly string[]; readonly held: readonly string[] };
  /** What was said on the way, oldest first, the last hundred. */
  readonly notes: readonly { readonly step: number; readonly message: string }[];
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
