/**
 * @file Rows of a picture through its local transforms, mixed into it and rounded, by WebAssembly. Pure but for the memory
 * that it keeps; runs in the engine and in its row workers, and gives the same bits in both.
 */
import type { RasterShape } from '../../image-io/raster-file.ts';
import { createKernel, firstPlace, type Kernel, layOut } from '../kernels/kernel.ts';
import { type LocalTransforms, neighbours, type Placement, spreadRows, storedByRoot, toLight } from '../local-transforms.ts';
import { ditherPlace } from '../finish-rows.ts';
import type { Samples } from '../tensor.ts';

export type ColourTask = {
  /** Of the raster that the rows belong to. */
  readonly shape: RasterShape;
  readonly transforms: LocalTransforms;
  readonly placement: Placement;
  /** 0 to 1 of the result. */
  readonly strength: number;
  /** Of that again, 0 to 1 for each small pixel; null: all. */
  readonly amounts: Float32Array | null;
};

/** Rows at a time. */
export const rowsAtOnce = 64;

/** Bytes that the kernel reads and writes beyond a row. */
const behindRows = 16;

/** Transforms are large: those of the last picture stay in the kernel's memory, so that another strength need not bring them again. */
let last: { readonly transforms: LocalTransforms; readonly kernel: Kernel<'transformRow'>; readonly guide: number; readonly coefficients: number; readonly end: number } | undefined;

function kernelWith(transforms: LocalTransforms): NonNullable<typeof last> {
  if (last?.transforms === transforms) return last;
  const kernel = createKernel<'transformRow'>('colour-rows');
  const { guide, coefficients } = transforms;
  const { places, end } = layOut(kernel, { guide: guide.byteLength, coefficients: coefficients.byteLength }, firstPlace);
  new Float32Array(kernel.memory.buffer, places.guide, guide.length).set(guide);
  new Float32Array(kernel.memory.buffer, places.coefficients, coefficients.length).set(coefficients);
  last = { transforms, kernel, ...places, end };
  return last;
}

/** Rows go in and come out through the kernel's memory: no call of another painter may come between. */
export type RowPainter = {
  /** Where `count` rows are put that are to be painted, `rowsAtOnce` at most. */
  readonly source: (count: number) => Samples;
  /** The rows, of which the first is the raster's row `first`, in their new colours. */
  readonly paint: (first: number, count: number) => Samples;
};

export function createRowPainter({ shape: { width, channels, depth }, transforms, placement, strength, amounts }: ColourTask): RowPainter {
  const { kernel, guide, coefficients, end } = kernelWith(transforms);
  const most = depth === 8 ? 255 : 65535;
  const values = 4 * (most + 1);
  const rows = rowsAtOnce * width * channels * (depth / 8) + behindRows;
  const sizes = { left: 4 * width, right: 4 * width, further: 4 * width, light: transforms.inLight ? values : 0, stored: storedByRoot.byteLength, amounts: amounts ? 4 * width * rowsAtOnce : 0, source: rows, result: rows };
  const { places: at } = layOut(kernel, sizes, end);
  const { buffer } = kernel.memory;
  const floats = (place: keyof typeof at, count: number) => new Float32Array(buffer, at[place], count);
  const across = neighbours(width, placement.x, placement.across, transforms.width);
  new Int32Array(buffer, at.left, width).set(across.before);
  new Int32Array(buffer, at.right, width).set(across.after);
  floats('further', width).set(across.share);
  const value = (sample: number) => (transforms.exposure * sample) / most;
  if (transforms.inLight) floats('light', most + 1).forEach((_, sample, table) => (table[sample] = toLight(value(sample))));
  floats('stored', storedByRoot.length).set(storedByRoot);

  const line = width * channels;
  const view = (name: 'source' | 'result', count: number) => (depth === 8 ? new Uint8Array(kernel.memory.buffer, at[name], line * count) : new Uint16Array(kernel.memory.buffer, at[name], line * count));
  return {
    source: (count) => view('source', count),
    paint(first, count) {
      if (amounts) new Float32Array(kernel.memory.buffer, at.amounts, width * count).set(spreadRows(amounts, transforms, { width, first, count }, placement));
      const down = neighbours(count, placement.y + first, placement.down, transforms.height);
      const [left, top] = [Math.round(placement.x), Math.round(placement.y) + first];
      for (let row = 0; row < count; row += 1) {
        const offset = row * line * (depth / 8);
        kernel.transformRow(
          at.source + offset, at.result + offset, width, channels, depth === 16 ? 1 : 0,
          guide, coefficients, down.before[row]! * transforms.width, down.after[row]! * transforms.width, down.share[row]!, at.left, at.right, at.further,
          transforms.exposure / most, transforms.inLight ? at.light : 0, at.stored,
          strength, amounts ? at.amounts + 4 * width * row : 0, ditherPlace(left - 1, top + row),
        );
      }
      return view('result', count);
    },
  };
}
