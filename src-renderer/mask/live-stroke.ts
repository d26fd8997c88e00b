/**
 * @file The stroke that is being drawn, in bytes of the view's size: what is certain stays, what the browser predicts is
 * replaced by the next event. Only the part that is to be drawn becomes a picture. Past React. Renderer.
 */
import { type Coverage, partOf } from '../../src-shared/mask/frame.ts';
import { coverSegment, type Dab } from '../../src-shared/mask/stroke.ts';
import type { Rectangle, Size } from '../canvas/viewport.ts';

/** Brushes larger than this, in pixels of the view, are drawn on a coarser grid, which their soft edge hides. */
const largestRadius = 160;

export type LiveStroke = {
  readonly erases: boolean;
  readonly opacity: number;
  /** Draws on to `dabs`, then on to `predicted` until the next call. Dabs are in pixels of the view; gives the part of the view that changed. */
  extend(dabs: readonly Dab[], predicted: readonly Dab[]): Rectangle;
  /** Draws what of it lies in a part of the view onto a context whose pixels are those of the view. */
  drawOnto(context: CanvasRenderingContext2D, area: Rectangle): void;
  /** It is not drawn any more: its bytes are the next one's. */
  release(): void;
};

/** Parts become pictures in one canvas, which grows; a canvas of the view's size would be copied for every event. */
const scratch = new OffscreenCanvas(1, 1);
const scratchContext = scratch.getContext('2d', { willReadFrequently: true })!;
/** Pixels of such a part; kept up to so many, so that an event of the pointer leaves nothing to collect. */
let pixels = new Uint32Array(0);
const keptPixels = 2 ** 20;

/** All zero. A stroke that took fresh ones of the view's size had them collected in the middle of another. */
let spare: Uint8Array<ArrayBuffer>[] = [];

function zeros(length: number): Uint8Array<ArrayBuffer> {
  spare = spare.filter((values) => values.length === length);
  return spare.pop() ?? new Uint8Array(length);
}

export function createLiveStroke(view: Size, brush: { readonly radius: number; readonly hardness: number; readonly opacity: number; readonly erases: boolean }): LiveStroke {
  const unit = Math.min(1, largestRadius / brush.radius);
  const [width, height] = [Math.ceil(view.width * unit), Math.ceil(view.height * unit)];
  const certain = { x: 0, y: 0, width, height, values: zeros(width * height) };
  /** With what is predicted. */
  const shown = { ...certain, values: zeros(width * height) };
  let last: Dab | null = null;
  let guessed: Rectangle | null = null;
  let drawn: Rectangle | null = null;

  const scaled = ({ x, y, radius }: Dab): Dab => ({ x: x * unit, y: y * unit, radius: radius * unit });

  function cover(onto: Coverage, from: Dab | null, dabs: readonly Dab[]): void {
    let before = from ?? dabs[0];
    for (const dab of dabs) {
      coverSegment(onto, before!, dab, brush.hardness);
      before = dab;
    }
  }

  return {
    erases: brush.erases,
    opacity: brush.opacity,
    extend(dabs, predicted) {
      const [sure, unsure] = [dabs.map(scaled), predicted.map(scaled)];
      cover(certain, last, sure);
      const before = last;
      last = sure.at(-1) ?? last;
      const guess = unsure.length > 0 ? boxOf([...(last ? [last] : []), ...unsure]) : null;
      const changed = union([...(sure.length > 0 ? [boxOf([...(before ? [before] : []), ...sure])] : []), ...(guess ? [guess] : []), ...(guessed ? [guessed] : [])]);
      guessed = guess;
      const part = changed && partOf(certain, changed.x, changed.y, changed.x + changed.width, changed.y + changed.height);
      if (!part) return { x: 0, y: 0, width: 0, height: 0 };
      for (let row = part.y; row < part.y + part.height; row += 1) {
        const [from, to] = [row * width + part.x, row * width + part.x + part.width];
        shown.values.set(certain.values.subarray(from, to), from);
      }
      cover(shown, last, unsure);
      drawn = union(drawn ? [drawn, part] : [part])!;
      return { x: part.x / unit, y: part.y / unit, width: part.width / unit, height: part.height / unit };
    },
    drawOnto(target, area) {
      if (!drawn) return;
      // One more pixel around, which smoothing looks at.
      const [left, top] = [Math.max(drawn.x, area.x * unit - 1), Math.max(drawn.y, area.y * unit - 1)];
      const right = Math.min(drawn.x + drawn.width, (area.x + area.width) * unit + 1);
      const bottom = Math.min(drawn.y + drawn.height, (area.y + area.height) * unit + 1);
      const part = partOf(shown, left, top, right, bottom);
      if (!part) return;
      if (scratch.width < part.width || scratch.height < part.height) [scratch.width, scratch.height] = [Math.max(scratch.width, part.width), Math.max(scratch.height, part.height)];
      scratchContext.putImageData(asImage(shown, part), 0, 0);
      target.imageSmoothingEnabled = unit < 1;
      target.drawImage(scratch, 0, 0, part.width, part.height, part.x / unit, part.y / unit, part.width / unit, part.height / unit);
    },
    release() {
      for (const { values } of [certain, shown]) {
        if (drawn) for (let row = drawn.y; row < drawn.y + drawn.height; row += 1) values.fill(0, row * width + drawn.x, row * width + drawn.x + drawn.width);
        spare.push(values);
      }
    },
  };
}

function boxOf(dabs: readonly Dab[]): Rectangle {
  return union(dabs.map(({ x, y, radius }) => ({ x: x - radius - 1, y: y - radius - 1, width: 2 * radius + 2, height: 2 * radius + 2 })))!;
}

function union(boxes: readonly Rectangle[]): Rectangle | null {
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map(({ x }) => x));
  const top = Math.min(...boxes.map(({ y }) => y));
  return { x: left, y: top, width: Math.max(...boxes.map(({ x, width }) => x + width)) - left, height: Math.max(...boxes.map(({ y, height }) => y + height)) - top };
}

function asImage({ width: stride, values }: Coverage, { x, y, width, height }: Rectangle): ImageData {
  if (pixels.length < width * height) pixels = new Uint32Array(width * height);
  const drawn = pixels.subarray(0, width * height);
  if (pixels.length > keptPixels) pixels = new Uint32Array(0);
  // White with the value as opacity: red, green and blue are the lower bytes.
  for (let row = 0, to = 0; row < height; row += 1)
    for (let from = (y + row) * stride + x, end = from + width; from < end; from += 1, to += 1) drawn[to] = (values[from]! << 24) | 0xffffff;
  return new ImageData(new Uint8ClampedArray(drawn.buffer, 0, 4 * drawn.length), width, height);
}
