/**
 * @file What a user says of a training in the studio, and what the levels of quality mean for each recipe. Pure; the window
 * shows it, main makes the `imago train` line of it.
 */
import { z } from 'zod';
import { deviceChoiceSchema } from './device.ts';

export const goals = ['translate', 'upscale', 'fill'] as const;
export type Goal = (typeof goals)[number];
export const qualities = ['quick', 'good', 'best'] as const;
export type Quality = (typeof qualities)[number];
/** The recipes that the studio trains by. */
export const studioRecipes = ['cyclegan', 'cut', 'relight', 'super-resolution', 'inpainting'] as const;
export type StudioRecipe = (typeof studioRecipes)[number];

const count = z.number().int().positive();
const cropSide = count.min(32).max(1024).multipleOf(4);

/** What an expert may set; what is absent follows from the quality, the base and the device. */
export const advancedSettingsSchema = z
  .strictObject({
    /** 'translate' alone: both directions, one in half the time, or days as nights that keep every detail. */
    method: z.enum(['cyclegan', 'cut', 'relight']),
    /** Side of the crops in pixels; for 'upscale' that of the small ones. */
    size: cropSide,
    /** Channels of the network. */
    width: count.max(256),
    /** Residual blocks ('translate') or hidden convolutions ('upscale'). */
    depth: count.max(32),
    steps: count.max(10_000_000),
    /** Crops in a step. */
    batch: count.max(64),
    learningRate: z.number().positive().max(1),
    seed: z.number().int().min(1).max(2 ** 31 - 1),
    /** 'translate': weight of leaving alone what needs no change. */
    identity: z.number().min(0).max(100),
    /** 'translate' by cyclegan: weight of the way there and back. */
    cycle: z.number().min(0).max(100),
    /** 'translate' by cut: weight of keeping what is where. */
    contrast: z.number().min(0).max(100),
    /** 'translate': what discriminators see is changed by chance, for small folders. */
    augment: z.boolean(),
    /** 'translate': how the generator enlarges. */
    upsampling: z.enum(['transposed', 'resize']),
    /** 'upscale'. */
    scale: z.union([z.literal(2), z.literal(3), z.literal(4)]),
    /** 'upscale': noise and the blocks of JPEG are removed as well. */
    restore: z.boolean(),
    /** 'upscale' and 'fill': weight of a discriminator's opinion; 0 goes without. */
    adversarial: z.number().min(0).max(10),
    threads: count.max(256),
    checkpointSeconds: z.number().min(1).max(86_400),
    checkpointSteps: count,
  })
  .partial();
export type AdvancedSettings = z.infer<typeof advancedSettingsSchema>;
export type AdvancedName = keyof AdvancedSettings;

export const trainingDefinitionSchema = z.object({
  name: z.string().trim().min(1).max(100),
  goal: z.enum(goals),
  /** Folder of what is translated from, or of the pictures of the one kind. */
  a: z.string().min(1),
  /** Folder of what it is translated to; null but for 'translate'. */
  b: z.string().min(1).nullable(),
  /** Id of the model to start from; null: from scratch. */
  base: z.string().nullable(),
  quality: z.enum(qualities),
  device: deviceChoiceSchema,
  /** Files that are left out, as the doctor's remedies named them. */
  excluded: z.array(z.string()).max(100_000),
  advanced: advancedSettingsSchema,
});
export type TrainingDefinition = z.infer<typeof trainingDefinitionSchema>;

export const recipeOf = ({ goal, advanced }: Pick<TrainingDefinition, 'goal' | 'advanced'>): StudioRecipe =>
  goal === 'translate' ? (advanced.method ?? 'cyclegan') : goal === 'upscale' ? 'super-resolution' : 'inpainting';

/** What can be set for a recipe; the window asks for nothing else. */
const everywhere = ['size', 'width', 'steps', 'batch', 'learningRate', 'seed', 'threads', 'checkpointSeconds', 'checkpointSteps'] as const;
export const settingsOf = {
  cyclegan: ['method', ...everywhere, 'depth', 'cycle', 'identity', 'augment', 'upsampling'],
  cut: ['method', ...everywhere, 'depth', 'contrast', 'identity', 'augment', 'upsampling'],
  relight: ['method', ...everywhere],
  'super-resolution': [...everywhere, 'depth', 'scale', 'restore', 'adversarial'],
  inpainting: [...everywhere, 'adversarial'],
} as const satisfies Record<StudioRecipe, readonly AdvancedName[]>;

/** What a base fixes: its network cannot be changed. */
export const settingsOfBase = ['width', 'depth', 'upsampling'] as const satisfies readonly AdvancedName[];

type Level = { readonly size: number; readonly steps: number; readonly width: number; readonly depth?: number };
type Levels = Readonly<Record<Quality, Level>>;

const translationOnCpu: Levels = {
  quick: { size: 96, width: 24, depth: 6, steps: 10_000 },
  good: { size: 128, width: 32, depth: 6, steps: 40_000 },
  best: { size: 128, width: 48, depth: 9, steps: 100_000 },
};
const translationOnGpu: Levels = {
  quick: { size: 128, width: 32, depth: 6, steps: 20_000 },
  good: { size: 256, width: 64, depth: 9, steps: 60_000 },
  best: { size: 256, width: 64, depth: 9, steps: 200_000 },
};
const upscaling: Levels = {
  quick: { size: 32, width: 32, depth: 4, steps: 5_000 },
  good: { size: 48, width: 48, depth: 6, steps: 20_000 },
  best: { size: 48, width: 64, depth: 8, steps: 60_000 },
};
const relighting: Levels = {
  quick: { size: 96, width: 16, steps: 1_500 },
  good: { size: 128, width: 24, steps: 6_000 },
  best: { size: 128, width: 24, steps: 20_000 },
};
const filling: Levels = {
  quick: { size: 96, width: 12, steps: 6_000 },
  good: { size: 128, width: 16, steps: 20_000 },
  best: { size: 160, width: 24, steps: 60_000 },
};

/** What a quality means where nothing else is said; `accelerated`: on more than the CPU. */
export function levelOf(recipe: StudioRecipe, quality: Quality, accelerated: boolean): Level {
  if (recipe === 'super-resolution') return upscaling[quality];
  if (recipe === 'inpainting') return filling[quality];
  if (recipe === 'relight') return relighting[quality];
  return (accelerated ? translationOnGpu : translationOnCpu)[quality];
}

/** What applies where neither the user nor the quality says anything else; `imago train` has the same. */
export const standardSettings = {
  cyclegan: { batch: 1, learningRate: 2e-4, seed: 1, checkpointSeconds: 180, cycle: 10, identity: 5, augment: false, upsampling: 'transposed' },
  cut: { batch: 1, learningRate: 2e-4, seed: 1, checkpointSeconds: 180, contrast: 1, identity: 1, augment: false, upsampling: 'transposed' },
  relight: { batch: 1, learningRate: 4e-4, seed: 1, checkpointSeconds: 180 },
  'super-resolution': { batch: 16, learningRate: 1e-3, seed: 1, checkpointSeconds: 180, scale: 2, restore: false, adversarial: 0 },
  inpainting: { batch: 4, learningRate: 4e-4, seed: 1, checkpointSeconds: 180, adversarial: 0.1 },
} as const satisfies Record<StudioRecipe, AdvancedSettings>;
