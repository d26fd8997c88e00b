/** @file Paints the shapes of a mask into a frame, one over another. Pure; used by the engine and the window. */
import type { MaskBitmap, MaskShape, MaskStroke, PaintedMask } from '../mask.ts';
import { assertNever } from '../result.ts';
import { type Coverage, coverageFor, type MaskFrame } from './frame.ts';
import { sampleGrid, sampleTaps } from './sample.ts';
import { coverOutline, ellipseOutline, polygonOutline, rectangleOutline } from './spans.ts';
import { coverSegment, type Dab, edgeReach } from './stroke.ts';

/** The inflated bytes of bitmaps. */
export type BitmapBytes = ReadonlyMap<MaskBitmap, Uint8Array>;
type Scale = { readonly across: number; readonly down: number };

/** Paints `shapes` over `values`, the frame's bytes so far. */
export function paintShapes(values: Uint8Array, frame: MaskFrame, size: Pick<PaintedMask, 'width' | 'height'>, shapes: readonly MaskShape[], bitmaps: BitmapBytes): void {
  const scale = { across: frame.across / size.width, down: frame.down / size.height };
  for (const shape of shapes) {
    const coverage = coverShape(shape, frame, scale, bitmaps);
    if (coverage) compose({ ...frame, values }, coverage, shape.mode, shape.kind === 'stroke' ? shape.opacity : 1);
  }
}

function coverShape(shape: MaskShape, frame: MaskFrame, scale: Scale, bitmaps: BitmapBytes): Coverage | null {
  switch (shape.kind) {
    case 'stroke':
      return coverStroke(shape, frame, scale);
    case 'polygon':
      return coverOutline(frame, polygonOutline(shape.points.map((value, index) => value * (index % 2 === 0 ? scale.across : scale.down))));
    case 'rectangle':
    case 'ellipse': {
      const outline = shape.kind === 'rectangle' ? rectangleOutline : ellipseOutline;
      return coverOutline(frame, outline(shape.x * scale.across, shape.y * scale.down, shape.width * scale.across, shape.height * scale.down));
    }
    case 'bitmap':
      return coverBitmap(shape, bitmaps.get(shape)!, frame, scale);
    default:
      return assertNever(shape);
  }
}

function coverStroke(stroke: MaskStroke, frame: MaskFrame, scale: Scale): Coverage | null {
  const dabs = dabsOf(stroke, scale);
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, radius } of dabs) {
    const reach = radius + edgeReach;
    left = Math.min(left, x - reach);
    top = Math.min(top, y - reach);
    right = Math.max(right, x + reach);
    bottom = Math.max(bottom, y + reach);
  }
  const coverage = coverageFor(frame, left, top, right, bottom);
  if (!coverage) return null;
  if (dabs.length === 1) coverSegment(coverage, dabs[0]!, dabs[0]!, stroke.hardness);
  for (let index = 1; index < dabs.length; index += 1) coverSegment(coverage, dabs[index - 1]!, dabs[index]!, stroke.hardness);
  return coverage;
}

function dabsOf({ points, radius }: MaskStroke, { across, down }: Scale): Dab[] {
  const scaled = radius * Math.sqrt(across * down);
  return Array.from({ length: Math.floor(points.length / 3) }, (_, index) => ({ x: points[3 * index]! * across, y: points[3 * index + 1]! * down, radius: points[3 * index + 2]! * scaled }));
}

function coverBitmap({ x, y, width, height, columns, rows }: MaskBitmap, bytes: Uint8Array, frame: MaskFrame, scale: Scale): Coverage | null {
  const [left, top] = [x * scale.across, y * scale.down];
  const [wide, high] = [width * scale.across, height * scale.down];
  const coverage = coverageFor(frame, left, top, left + wide, top + high);
  if (!coverage) return null;
  const across = sampleTaps(coverage.width, coverage.x - left, columns / wide, columns);
  const down = sampleTaps(coverage.height, coverage.y - top, rows / high, rows);
  return { ...coverage, values: sampleGrid(bytes, columns, 0, across, down) };
}

/** Adding covers as one veil over another does; subtracting takes the same share away. */
function compose(onto: Coverage, coverage: Coverage, mode: MaskShape['mode'], opacity: number): void {
  for (let row = 0; row < coverage.height; row += 1) {
    let from = row * coverage.width;
    let to = (coverage.y + row - onto.y) * onto.width + coverage.x - onto.x;
    for (const end = from + coverage.width; from < end; from += 1, to += 1) {
      const share = coverage.values[from]! * opacity;
      if (share === 0) continue;
      const before = onto.values[to]!;
      onto.values[to] = mode === 'add' ? Math.round(before + share * (1 - before / 255)) : Math.round(before * (1 - share / 255));
    }
  }
}
