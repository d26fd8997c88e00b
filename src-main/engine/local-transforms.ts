/**
 * @file What a generator does to a small copy of a picture, as one colour transform for each of its pixels, and how the
 * whole picture takes them over. Pure; runs in the engine.
 *
 * [Note: Local transforms] Chen, Adams, Wadhwa and Hasinoff, "Bilateral Guided Upsampling" (2016), run an operator on a small
 * copy, fit affine colour transforms to what it did and apply them to the large picture, so that detail stays that the
 * small one never had. They look transforms up by place and brightness in a grid; here every small pixel has its own, and a
 * large one takes those of the four around it by their distance in place and colour (joint bilateral upsampling, Kopf et al.
 * 2007): the edge of a roof stays an edge, and a lit window keeps its place to the pixel. Where a generator tells its
 * transforms (relighting), they are taken; else they are fitted (`fitTransforms`).
 */
import type { MaskFrame } from '../../src-shared/mask/frame.ts';
import type { RowWindow } from './tensor.ts';

export type LocalTransforms = {
  /** Of the small picture. */
  readonly width: number;
  readonly height: number;
  /** The small picture's stored colours in [0, 1]: red, green, blue and 0 for each pixel. Shared by threads. */
  readonly guide: Float32Array;
  /** Sixteen numbers a pixel: what red gives to red, green, blue and nothing, then green, then blue, and what is added. Shared by threads. */
  readonly coefficients: Float32Array;
  /** They change light, (stored + pedestal)^2.2, not stored values. */
  readonly inLight: boolean;
  /** What stored values of the large picture are multiplied by first; 1 but in a series. */
  readonly exposure: number;
};
export const coefficientCount = 16;

/** Numbers that threads may share. */
export const sharedFloats = (count: number): Float32Array => new Float32Array(new SharedArrayBuffer(4 * count));

/** Where a raster's pixels lie: its first at (x, y) of a whole picture of `across` by `down` of them. */
export type Placement = Pick<MaskFrame, 'x' | 'y' | 'across' | 'down'>;

const exponent = 2.2;
const pedestal = 1e-3;
/** As `networks/linear-light.ts` has it. */
export const toLight = (stored: number): number => (stored + pedestal) ** exponent;
/** Of no light and less, 0; the pedestal stays in. */
export const toStored = (light: number): number => Math.max(0, light) ** (1 / exponent);

const rootSteps = 4096;
/** Stored values by the square root of light, which spreads the dark. */
export const storedByRoot = Float32Array.from({ length: rootSteps + 2 }, (_, step) => ((step / rootSteps) ** 2 + 1e-6) ** (1 / exponent));

/** For each of `count` pixels of one axis the small pixels before and after its place, and how near it is to the latter. */
export function neighbours(count: number, first: number, whole: number, small: number) {
  const [before, after, share] = [new Int32Array(count), new Int32Array(count), new Float32Array(count)];
  for (let index = 0; index < count; index += 1) {
    const place = Math.min(small - 1, Math.max(0, ((first + index + 0.5) * small) / whole - 0.5));
    before[index] = Math.floor(place);
    after[index] = Math.min(small - 1, before[index]! + 1);
    share[index] = place - before[index]!;
  }
  return { before, after, share };
}

/** A map of one number for each small pixel, spread over the rows by linear interpolation. */
export function spreadRows(map: Float32Array, small: { readonly width: number; readonly height: number }, window: Pick<RowWindow, 'width' | 'first' | 'count'>, placement: Placement): Float32Array {
  const { width, first, count } = window;
  const across = neighbours(width, placement.x, placement.across, small.width);
  const down = neighbours(count, placement.y + first, placement.down, small.height);
  const result = new Float32Array(width * count);
  for (let row = 0, to = 0; row < count; row += 1) {
    const above = down.before[row]! * small.width;
    const below = down.after[row]! * small.width;
    for (let x = 0; x < width; x += 1, to += 1) {
      const further = across.share[x]!;
      const upper = map[above + across.before[x]!]! * (1 - further) + map[above + across.after[x]!]! * further;
      const under = map[below + across.before[x]!]! * (1 - further) + map[below + across.after[x]!]! * further;
      result[to] = upper + (under - upper) * down.share[row]!;
    }
  }
  return result;
}
