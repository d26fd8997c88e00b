/** @file What Imago remembers between starts. Pure; main reads and writes the file. */
import { z } from 'zod';
import { deviceChoiceSchema } from './device.ts';
import { writableFormatSchema } from './image.ts';

export const settingsSchema = z.object({
  version: z.literal(1).default(1),
  device: deviceChoiceSchema.default('auto'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** What the last save used. */
  save: z
    .object({ format: writableFormatSchema.optional(), quality: z.number().int().min(1).max(100).default(92) })
    .default({ quality: 92 }),
  recentFiles: z.array(z.string()).max(20).default([]),
});
export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
