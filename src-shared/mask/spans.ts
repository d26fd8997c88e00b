/** @file Filled outlines as coverages: polygon, rectangle, ellipse. Pure; used by the engine and the window. */
import { type Coverage, coverageFor } from './frame.ts';

/** The stretches inside at one height, as pairs of x from left to right. */
export type Outline = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number; spansAt(y: number): readonly number[] };

/** Heights a pixel at which an outline is cut; across, coverage is exact. */
const cutsPerRow = 8;

export function coverOutline(frame: Omit<Coverage, 'values'>, outline: Outline): Coverage | null {
  const coverage = coverageFor(frame, outline.left, outline.top, outline.right, outline.bottom);
  if (!coverage) return null;
  const { x, y, width, height, values } = coverage;
  const steps = new Float32Array(width + 2);
  for (let row = 0; row < height; row += 1) {
    steps.fill(0);
    for (let cut = 0; cut < cutsPerRow; cut += 1) {
      const spans = outline.spansAt(y + row + (cut + 0.5) / cutsPerRow);
      for (let index = 0; index < spans.length; index += 2) {
        addStep(steps, spans[index]! - x, width, 1 / cutsPerRow);
        addStep(steps, spans[index + 1]! - x, width, -1 / cutsPerRow);
      }
    }
    let sum = 0;
    for (let column = 0; column < width; column += 1) {
      sum += steps[column]!;
      values[row * width + column] = Math.min(255, Math.max(0, Math.round(sum * 255)));
    }
  }
  return coverage;
}

/** Coverage rises by `amount` at `x`: its pixel gets what lies right of it, the next ones all. */
function addStep(steps: Float32Array, x: number, width: number, amount: number): void {
  const inside = Math.min(width, Math.max(0, x));
  const pixel = Math.floor(inside);
  const part = inside - pixel;
  steps[pixel]! += amount * (1 - part);
  steps[pixel + 1]! += amount * part;
}

export const rectangleOutline = (x: number, y: number, width: number, height: number): Outline => ({
  left: x,
  top: y,
  right: x + width,
  bottom: y + height,
  spansAt: (at) => (at > y && at < y + height ? [x, x + width] : []),
});

export function ellipseOutline(x: number, y: number, width: number, height: number): Outline {
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  return {
    left: x,
    top: y,
    right: x + width,
    bottom: y + height,
    spansAt(at) {
      const up = (at - middleY) / (height / 2);
      if (!(Math.abs(up) < 1)) return [];
      const half = (width / 2) * Math.sqrt(1 - up * up);
      return [middleX - half, middleX + half];
    },
  };
}

/** `points`: x and y by turns, closed; inside is what it winds around. */
export function polygonOutline(points: ArrayLike<number>): Outline {
  const count = points.length / 2;
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let index = 0; index < count; index += 1) {
    const [x, y] = [points[2 * index]!, points[2 * index + 1]!];
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return { ...bounds, spansAt: (y) => windingSpans(crossings(points, count, y)) };
}

type Crossing = { readonly x: number; readonly down: boolean };

function crossings(points: ArrayLike<number>, count: number, y: number): Crossing[] {
  const found: Crossing[] = [];
  let [fromX, fromY] = [points[2 * count - 2]!, points[2 * count - 1]!];
  for (let index = 0; index < count; index += 1) {
    const [toX, toY] = [points[2 * index]!, points[2 * index + 1]!];
    if (fromY <= y !== toY <= y) found.push({ x: fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX), down: toY > fromY });
    [fromX, fromY] = [toX, toY];
  }
  return found.sort((a, b) => a.x - b.x);
}

function windingSpans(sorted: readonly Crossing[]): number[] {
  const spans: number[] = [];
  let winding = 0;
  for (const { x, down } of sorted) {
    const before = winding;
    winding += down ? 1 : -1;
    if ((before === 0) !== (winding === 0)) spans.push(x);
  }
  return spans;
}
