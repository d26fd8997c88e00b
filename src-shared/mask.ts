/**
 * @file Where in a picture a step works: a painted mask as data, or a rule that fits any picture. Pure; part of a recipe.
 *
 * Positions and lengths are pixels of the picture that the step gets, from its upper left corner; pixel (0, 0) reaches from
 * 0 to 1. A mask painted at another size is scaled. A value is 1 where the step works fully and 0 where the picture stays
 * byte for byte. The source is inverted first, then grown, then feathered.
 */
import { z } from 'zod';

const share = z.number().min(0).max(1);
const position = z.number();
const length = z.number().nonnegative();
const count = z.number().int().positive();
/** What a shape does to the mask that the shapes before it left. */
const mode = z.enum(['add', 'subtract']);

const strokeSchema = z.object({
  kind: z.literal('stroke'),
  mode,
  /** Three numbers a point: x, y and pressure, by which the radius is multiplied. One point is a dab. */
  points: z.array(position).min(3),
  radius: z.number().positive(),
  /** The part of the radius that is fully covered; from there on it falls to nothing. */
  hardness: share,
  opacity: share,
});
/** 8-bit values in rows from the top, deflated (zlib), in base64: what a wand or an object selection found in the box. */
export const bitmapSchema = z.object({ kind: z.literal('bitmap'), mode, x: position, y: position, width: length, height: length, columns: count, rows: count, data: z.base64() });
const boxed = { mode, x: position, y: position, width: length, height: length };
const maskShapeSchema = z.discriminatedUnion('kind', [
  strokeSchema,
  /** Lasso and polygon: two numbers a point, closed; what it winds around is inside. */
  z.object({ kind: z.literal('polygon'), mode, points: z.array(position).min(6) }),
  z.object({ kind: z.literal('rectangle'), ...boxed }),
  z.object({ kind: z.literal('ellipse'), ...boxed }),
  bitmapSchema,
]);

const paintedSchema = z.object({ kind: z.literal('painted'), width: count, height: count, shapes: z.array(maskShapeSchema).readonly() });
const fileSchema = z.object({
  kind: z.literal('file'),
  /** `{name}` stands for the name of the picture without its ending. */
  path: z.string().min(1),
  channel: z.enum(['luma', 'alpha']),
  /** Whether a file of another size is stretched to the picture's; if not, it is refused. */
  fit: z.boolean().default(false),
});

/** Fits any picture. */
export const maskRuleSchema = z.discriminatedUnion('kind', [
  fileSchema,
  /** Pixels whose luma lies within these bounds, both in [0, 1]. */
  z.object({ kind: z.literal('luma'), from: share, to: share }),
  /** People, as a network finds them. */
  z.object({ kind: z.literal('people') }),
]);

/** What a rule found in a picture of this size, in whose pixels the bitmap lies; null where that is nothing. */
export const foundByRuleSchema = z.object({ width: count, height: count, bitmap: bitmapSchema.nullable() });

export const maskSchema = z.object({
  source: z.union([paintedSchema, maskRuleSchema]),
  inverted: z.boolean().default(false),
  /** Pixels outwards of where the mask is above a half; negative shrinks. */
  grow: z.number().min(-500).max(500).default(0),
  /** Standard deviation of the soft edge in pixels. */
  feather: z.number().min(0).max(500).default(0),
});

/** Id of the model that finds people. */
export const peopleModel = 'people';

export type Mask = z.output<typeof maskSchema>;
export type PaintedMask = z.output<typeof paintedSchema>;
export type MaskRule = z.output<typeof maskRuleSchema>;
export type FoundByRule = z.output<typeof foundByRuleSchema>;
export type MaskFile = z.output<typeof fileSchema>;
export type MaskShape = z.output<typeof maskShapeSchema>;
export type MaskStroke = z.output<typeof strokeSchema>;
export type MaskBitmap = z.output<typeof bitmapSchema>;
