/** @file What a job reports while it runs and when it ends. Pure; used by every process. */
import { z } from 'zod';
import { noteSchema } from './note.ts';
import { providerSchema } from './device.ts';

const phases = ['decode', 'run', 'encode', 'verify', 'preview'] as const;
export const progressSchema = z.object({
  phase: z.enum(phases),
  /** Parts of the whole job that are done, 0 to 1; never falls, except when a job is retried. */
  done: z.number().min(0).max(1),
  /** Milliseconds that are left, from the pace so far; absent until something has been measured. */
  remainingMs: z.number().nonnegative().optional(),
});
export type Progress = z.infer<typeof progressSchema>;

export const runDetailsSchema = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  device: providerSchema,
  model: z.string(),
  /** Tile side in input pixels; 0 where no network was run. */
  tile: z.number().int().nonnegative(),
  tiles: z.number().int().nonnegative(),
  durationMs: z.number(),
  /** Time inside the network alone. */
  networkMs: z.number(),
  /** How much more the borders of tiles stand out than what lies beside them, 1 where not at all; null without borders. */
  seamScore: z.number().nullable().optional(),
  /** A scale reached by chaining, a format that cannot hold something, a retry and its cause. */
  notes: z.array(noteSchema),
});
export type RunDetails = z.infer<typeof runDetailsSchema>;

/** Tile side in input pixels that a user may ask for. */
export const tileSideSchema = z.number().int().min(32).max(4096);

/** What a failed job can be run again with: a tile side in input pixels. */
export type Remedy = { readonly tile: number };

