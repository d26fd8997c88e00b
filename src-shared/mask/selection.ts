/** @file What a selection tool looks for in a picture; the answer is a bitmap of a mask. Pure; used by every process. */
import { z } from 'zod';

const share = z.number().min(0).max(1);

export const selectionSchema = z.discriminatedUnion('kind', [
  /** What is like the pixel at this place: no channel differs by more than `tolerance` of its range. */
  z.object({ kind: z.literal('wand'), x: z.number().int().nonnegative(), y: z.number().int().nonnegative(), tolerance: share, contiguous: z.boolean() }),
  /** What stands out from its surroundings in a box, in pixels of the picture. */
  z.object({ kind: z.literal('object'), x: z.number(), y: z.number(), width: z.number().positive(), height: z.number().positive() }),
  /** The people in the picture. */
  z.object({ kind: z.literal('people') }),
  /** The luma or alpha of a picture file, stretched over the picture. */
  z.object({ kind: z.literal('file'), path: z.string().min(1), channel: z.enum(['luma', 'alpha']) }),
]);
export type Selection = z.output<typeof selectionSchema>;
