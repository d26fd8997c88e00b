/** @file The calls of the renderer that are about masks: selections, files. Pure. */
import { z } from 'zod';
import { type FoundByRule, type MaskBitmap, maskRuleSchema, maskSchema } from './mask.ts';
import { selectionSchema } from './mask/selection.ts';
import { recipeSchema } from './recipe.ts';
import type { Result } from './result.ts';

export const maskCallSchemas = {
  'mask:select': z.object({ pictureId: z.string(), selection: selectionSchema }),
  /** Ends the selection that is being computed, which answers `cancelled`. */
  'mask:cancel-select': z.undefined(),
  /** What a rule finds in a picture after the steps of a recipe, as far as their result is there; no larger than a screen shows. */
  'mask:apply-rule': z.object({ pictureId: z.string(), rule: maskRuleSchema, before: recipeSchema.nullable() }),
  /** Asks for a picture file that is to be a mask. */
  'mask:choose-file': z.undefined(),
  /** Asks where to, and writes the mask as a grey PNG of the picture's size. */
  'mask:export': z.object({ pictureId: z.string(), mask: maskSchema }),
} as const;

export type MaskCallAnswer = {
  /** Null where nothing was found. */
  'mask:select': Result<MaskBitmap | null>;
  'mask:cancel-select': null;
  'mask:apply-rule': Result<FoundByRule>;
  'mask:choose-file': string | null;
  /** Where it was written; null where the user thought better of it. */
  'mask:export': Result<string | null>;
};
