/**
 * @file Where in a picture a step works: a painted mask as data, or a rule that fits any picture. Pure; part of a recipe.
 *
 * Positions and lengths are pixels of the picture that the step gets, from its upper left corner; a mask painted at another
 * size is scaled. A value is 1 where the step works fully and 0 where the picture stays byte for byte.
 */
import { z } from 'zod';

const share = z.number().min(0).max(1);
const position = z.number();
const length = z.number().nonnegative();
/** What a shape does to the mask below it. */
const mode = z.enum(['add', 'subtract']);

/** Bytes of a mask of the shape's box, 8-bit grey PNG in base64: what a wand or an object selection found. */
const bitmapSchema = z.object({ kind: z.literal('bitmap'), mode, x: z.number().int(), y: z.number().int(), png: z.base64() });
const maskShapeSchema = z.discriminatedUnion('kind', [
  /** A brush of `radius` drawn through points; three numbers a point: x, y, pressure. */
  z.object({ kind: z.literal('stroke'), mode, points: z.array(position).min(3), radius: z.number().positive(), hardness: share, opacity: share }),
  /** Lasso and polygon: two numbers a point, closed. */
  z.object({ kind: z.literal('polygon'), mode, points: z.array(position).min(6) }),
  z.object({ kind: z.literal('rectangle'), mode, x: position, y: position, width: length, height: length }),
  z.object({ kind: z.literal('ellipse'), mode, x: position, y: position, width: length, height: length }),
  bitmapSchema,
]);

const maskSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('painted'), width: z.number().int().positive(), height: z.number().int().positive(), shapes: z.array(maskShapeSchema) }),
  /** A picture file, `{name}` standing for the name of the picture without its ending. */
  z.object({ kind: z.literal('file'), path: z.string().min(1), channel: z.enum(['luma', 'alpha']) }),
  z.object({ kind: z.literal('people') }),
  /** Luma within these bounds, both in [0, 1]. */
  z.object({ kind: z.literal('luma'), from: share, to: share }),
]);

export const maskSchema = z.object({
  source: maskSourceSchema,
  inverted: z.boolean().default(false),
  /** Pixels outwards; negative shrinks. Applied before the feather. */
  grow: z.number().default(0),
  /** Standard deviation of the soft edge in pixels. */
  feather: length.default(0),
});
