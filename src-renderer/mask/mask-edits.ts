/** @file The edits of a mask. Pure; what does not change is shared with the mask before. */
import type { Mask, MaskShape } from '../../src-shared/mask.ts';

type Size = { readonly width: number; readonly height: number };

/** A mask without a shape for a picture of this size. */
export const emptyMask = ({ width, height }: Size): Mask => ({ source: { kind: 'painted', width, height, shapes: [] }, inverted: false, grow: 0, feather: 0 });

export const paintedOf = (mask: Mask | undefined) => (mask?.source.kind === 'painted' ? mask.source : undefined);

/** Puts a shape over those that are there; a mask that is no painted one, or none, begins anew. */
export function addShape(mask: Mask | undefined, size: Size, shape: MaskShape): Mask {
  const painted = paintedOf(mask);
  const before = mask && painted ? mask : emptyMask(size);
  const source = painted ?? { kind: 'painted', width: size.width, height: size.height, shapes: [] };
  return { ...before, source: { ...source, shapes: [...source.shapes, before.inverted ? opposite(shape) : shape] } };
}

/** Share of the picture's longer side that a selection leaves of an object's soft edge, and at least so many pixels. */
const softEdge = 1 / 300;
const leastSoftEdge = 2;

/** What is to vanish begins a mask that is grown over its soft edge, whose colours a fill would go on with. */
export function addObject(mask: Mask | undefined, size: Size, shape: MaskShape): Mask {
  const added = addShape(mask, size, shape);
  const isFirst = shape.mode === 'add' && paintedOf(added)?.shapes.length === 1;
  if (!isFirst || added.grow !== 0 || added.inverted) return added;
  return { ...added, grow: Math.max(leastSoftEdge, Math.round(Math.max(size.width, size.height) * softEdge)) };
}

/** Shapes lie below the inversion: what is to cover must take away there. */
const opposite = (shape: MaskShape): MaskShape => ({ ...shape, mode: shape.mode === 'add' ? 'subtract' : 'add' });
