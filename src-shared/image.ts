/**
 * @file What is known of a picture on disk. Pure; used by every process.
 *
 * Sizes are pixels after EXIF orientation. `depth` is bits a channel as the pipeline keeps them (8 or 16; 1, 2
 * and 4-bit files open as 8).
 */
import { z } from 'zod';
import { noteSchema } from './note.ts';
import { provenanceSchema } from './provenance.ts';
import { resizeSchema } from './resize.ts';

const imageFormats = ['jpeg', 'png', 'webp', 'tiff', 'avif', 'gif', 'svg'] as const;
export const writableFormats = ['png', 'jpeg', 'webp', 'tiff', 'avif'] as const;
const imageFormatSchema = z.enum(imageFormats);
export const writableFormatSchema = z.enum(writableFormats);
export type ImageFormat = z.infer<typeof imageFormatSchema>;
export type WritableFormat = z.infer<typeof writableFormatSchema>;

export const imageInfoSchema = z.object({
  path: z.string(),
  /** File size in bytes. */
  bytes: z.number(),
  /** What the content is, whatever the name says. */
  format: imageFormatSchema,
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  depth: z.union([z.literal(8), z.literal(16)]),
  alpha: z.boolean(),
  colour: z.enum(['grey', 'rgb', 'cmyk', 'lab']),
  /** Description of the embedded ICC profile; null where there is none. */
  profile: z.string().nullable(),
  /** EXIF orientation as stored, 1 to 8; 1 where there is none. */
  orientation: z.number().int().min(1).max(8),
  /** Frames or pages in the file; the first is what opens. */
  pages: z.number().int().positive(),
  metadata: z.object({
    exif: z.boolean(),
    xmp: z.boolean(),
    iptc: z.boolean(),
    camera: z.string().optional(),
    takenAt: z.string().optional(),
    lens: z.string().optional(),
    exposureSeconds: z.number().positive().optional(),
    /** The f-number. */
    aperture: z.number().positive().optional(),
    iso: z.number().positive().optional(),
    focalLengthMm: z.number().positive().optional(),
  }),
  /** A profile that was ignored, pages left out, pixels missing. */
  warnings: z.array(noteSchema),
});
export type ImageInfo = z.infer<typeof imageInfoSchema>;

/** File name endings that the open dialog and the folder scan offer; content decides what a file is. */
export const readableExtensions = ['jpg', 'jpeg', 'jpe', 'png', 'webp', 'tif', 'tiff', 'avif', 'gif'] as const;

/** Whether a file's name or path ends as that of a picture that can be read. */
export const isPictureName = (path: string): boolean => (readableExtensions as readonly string[]).includes(/\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '');

/** File name endings of a format, the usual one first. */
export const extensionsByFormat: Record<WritableFormat, readonly [string, ...string[]]> = {
  png: ['png'],
  jpeg: ['jpg', 'jpeg'],
  webp: ['webp'],
  tiff: ['tif', 'tiff'],
  avif: ['avif'],
};

/** 'keep' leaves values and profile as they are; the others convert through the picture's own profile and embed the new one. */
export const savedProfiles = ['keep', 'srgb', 'display-p3'] as const;
export const savedProfileSchema = z.enum(savedProfiles);
export type SavedProfile = z.infer<typeof savedProfileSchema>;

/** How a picture is written, wherever it goes. */
export const saveOptionsSchema = z.object({
  format: writableFormatSchema,
  /** 1 to 100 for jpeg, webp and avif; others ignore it. */
  quality: z.number().int().min(1).max(100).default(92),
  /** 'keep' carries EXIF, XMP and IPTC over; 'strip' keeps only the ICC profile. */
  metadata: z.enum(['keep', 'strip']).default('keep'),
  profile: savedProfileSchema.default('keep'),
  /** Absent: the size that the result has. */
  resize: resizeSchema.optional(),
});
export type SaveOptions = z.infer<typeof saveOptionsSchema>;

export const saveTargetSchema = saveOptionsSchema.extend({
  path: z.string().min(1),
  overwrite: z.boolean().default(false),
  /** Absent: the file does not say what made it. */
  provenance: provenanceSchema.optional(),
});
export type SaveTarget = z.infer<typeof saveTargetSchema>;
