/** @file The calls of the renderer that are about masks: selections, files. Pure. */
import { z } from 'zod';
import { type MaskBitmap, maskSchema } from './mask.ts';
import { selectionSchema } from './mask/selection.ts';
import type { Result } from './result.ts';

export const maskCallSchemas = {
  'mask:select': z.object({ pictureId: z.string(), selection: selectionSchema }),
  /** Asks for a picture file that is to be a mask. */
  'mask:choose-file': z.undefined(),
  /** Asks where to, and writes the mask as a grey PNG of the picture's size. */
  'mask:export': z.object({ pictureId: z.string(), mask: maskSchema }),
} as const;

export type MaskCallAnswer = {
  /** Null where nothing was found. */
  'mask:select': Result<MaskBitmap | null>;
  'mask:choose-file': string | null;
  /** Where it was written; null where the user thought better of it. */
  'mask:export': Result<string | null>;
};
