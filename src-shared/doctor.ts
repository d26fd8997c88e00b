/** @file What the dataset doctor tells the studio: findings as codes with values, examples, and files whose exclusion helps. Pure. */
import { z } from 'zod';

export type Side = 'a' | 'b';

const findingCodes = [
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
  /** So many repetitions that they will be learnt by heart. `values`: share (0 to 1). */
  'repetitive',
  /** `values`: times, count (of the smaller folder). `side`: the smaller. */
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

const count = z.number().int().nonnegative();

const findingSchema = z.object({
  code: z.enum(findingCodes),
  /** 'stop': training cannot or should not start; 'warning': it may disappoint; 'note': good to know, nothing to do. */
  level: z.enum(['stop', 'warning', 'note']),
  /** The folder that it is about; null for both. */
  side: z.enum(['a', 'b']).nullable(),
  values: z.record(z.string(), z.number()),
  /**
   * A few of the files. `thumbnail` is an imago:// address, null for what cannot be shown; pictures that look the same have
   * the same `group`.
   */
  examples: z.array(z.object({ name: z.string(), thumbnail: z.string().nullable(), group: count })),
  /** Files whose exclusion is the one-click remedy; empty where there is none. */
  exclude: z.array(z.string()),
});
export type StudioFinding = z.infer<typeof findingSchema>;

/** What it is about, without its pictures. */
export const findingTextSchema = findingSchema.pick({ code: true, side: true, values: true });
export type FindingText = z.infer<typeof findingTextSchema>;

const folderCountsSchema = z.object({
  folder: z.string(),
  usable: count,
  unreadable: count,
  tooSmall: count,
  others: count,
  /** Addresses of a few usable pictures, made small. */
  thumbnails: z.array(z.string()),
});
export type FolderCounts = z.infer<typeof folderCountsSchema>;

/** Findings come the gravest first. */
export const doctorReportSchema = z.object({ a: folderCountsSchema, b: folderCountsSchema.nullable(), findings: z.array(findingSchema), canTrain: z.boolean() });
export type DoctorReport = z.infer<typeof doctorReportSchema>;

export type DoctorProgress = { readonly examinationId: string; readonly done: number; readonly total: number };
