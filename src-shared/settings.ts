/** @file What Imago remembers between starts. Pure; main reads and writes the file. */
import { z } from 'zod';
import { deviceLadderSchema } from './device.ts';
import { savedProfileSchema, writableFormatSchema } from './image.ts';
import { languageChoiceSchema } from './language.ts';
import { resizeSchema } from './resize.ts';

export const themes = ['system', 'light', 'dark'] as const;
export const surrounds = ['theme', 'black', 'grey', 'white'] as const;
export const motions = ['system', 'reduced', 'full'] as const;
/** Percent of the usual size. */
export const textSizes = [100, 125, 150, 175, 200] as const;
/** Width of the panel at the right, in pixels at the usual size of text. */
export const panelWidthBounds = { min: 240, max: 480, usual: 300 } as const;
/** Memory that the canvas keeps drawn pictures in. */
export const canvasMegabytesBounds = { min: 64, max: 2048, usual: 176 } as const;
export const cacheGigabytesBounds = { min: 0, max: 1000 } as const;
export const openGigabytesBounds = { min: 1, max: 1000 } as const;

const fields = {
  /** Which devices compute, and in which order they are tried. */
  ladder: deviceLadderSchema,
  language: languageChoiceSchema,
  theme: z.enum(themes),
  /** What surrounds the picture on the canvas; 'theme' follows the theme. */
  surround: z.enum(surrounds),
  textSize: z.literal([...textSizes]),
  /** Whether things may move; 'system' follows the system. */
  motion: z.enum(motions),
  /** What the last save used. */
  save: z.object({
    format: writableFormatSchema.optional(),
    quality: z.number().int().min(1).max(100),
    metadata: z.enum(['keep', 'strip']).optional(),
    profile: savedProfileSchema.optional(),
    resize: resizeSchema.optional(),
    /** Template of the file name, see result-name.ts. */
    name: z.string().min(1).max(200).optional(),
    /** Where several results went last. */
    folder: z.string().optional(),
  }),
  /** Whether saved pictures say what made them, see provenance.ts. */
  provenance: z.boolean(),
  recentFiles: z.array(z.string()).max(20),
  panelWidth: z.number().min(panelWidthBounds.min).max(panelWidthBounds.max),
  /** Whether panel and filmstrip are there. */
  panels: z.boolean(),
  canvasMegabytes: z.number().int().min(canvasMegabytesBounds.min).max(canvasMegabytesBounds.max),
  /** Whether what is in sight is computed while the window rests. */
  automaticPreview: z.boolean(),
  /** Milliseconds per megapixel that goes in, as measured on this machine, by device and steps. */
  paces: z.record(z.string(), z.number().nonnegative()),
  /** Disk that kept results may take; those of open pictures may go beyond. */
  cacheGigabytes: z.number().min(cacheGigabytesBounds.min).max(cacheGigabytesBounds.max),
  /** Disk that the decoded files of open pictures may take; the rest is decoded again when it is shown. */
  openGigabytes: z.number().min(openGigabytesBounds.min).max(openGigabytesBounds.max),
  /** Combinations of keys by command id, where they differ from what a command comes with. */
  shortcuts: z.record(z.string().max(60), z.array(z.string().min(1).max(40)).max(4)),
};
const windowSchema = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int().min(1), height: z.number().int().min(1), maximized: z.boolean() });

export const settingsSchema = z.object({
  version: z.literal(1).default(1),
  ladder: fields.ladder.prefault([]),
  language: fields.language.default('system'),
  theme: fields.theme.default('system'),
  surround: fields.surround.default('theme'),
  textSize: fields.textSize.default(100),
  motion: fields.motion.default('system'),
  save: fields.save.default({ quality: 92 }),
  /** Where the window stood, in screen pixels. */
  window: windowSchema.optional(),
  /** Folder for working files and kept results, from the next start on; absent: the application's own. */
  workFolder: z.string().min(1).optional(),
  provenance: fields.provenance.default(true),
  recentFiles: fields.recentFiles.default([]),
  panelWidth: fields.panelWidth.default(panelWidthBounds.usual),
  panels: fields.panels.default(true),
  canvasMegabytes: fields.canvasMegabytes.default(canvasMegabytesBounds.usual),
  automaticPreview: fields.automaticPreview.default(true),
  paces: fields.paces.default({}),
  cacheGigabytes: fields.cacheGigabytes.default(4),
  openGigabytes: fields.openGigabytes.default(12),
  shortcuts: fields.shortcuts.default({}),
});
export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});

/** What the window may change. No defaults here: a field that is left out stays as it was. */
export const settingsChangeSchema = z.strictObject(fields).partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
