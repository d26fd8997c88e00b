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
  /** The small picture's stored colours in [0, 1]: red, green, blue of each pixel. */
  readonly guide: Float32Array;
  /** Twelve numbers a pixel: for each result channel its shares of red, green and blue, and what is added. */
  readonly coefficients: Float32Array;
  /** They change light, (stored + pedestal)^2.2, not stored values. */
  readonly inLight: boolean;
  /** What stored values of the large picture are multiplied by first; 1 but in a series. */
  readonly exposure: number;
};
export const coefficientCount = 12;

/** Where a raster's pixels lie: its first at (x, y) of a whole picture of `across` by `down` of them. */
export type Placement = Pick<MaskFrame, 'x' | 'y' | 'across' | 'down'>;

/** Standard deviation in colour, squared, within which small pixels count as alike: 10 of 255. */
const likeness = 0.04 ** 2;
const leastShare = 1e-4;

const exponent = 2.2;
const pedestal = 1e-3;
/** As `networks/linear-light.ts` has it. */
export const toLight = (stored: number): number => (stored + pedestal) ** exponent;

const rootSteps = 4096;
/** Stored values by the square root of light, which spreads the dark. */
const storedByRoot = Float32Array.from({ length: rootSteps + 2 }, (_, step) => ((step / rootSteps) ** 2 + 1e-6) ** (1 / exponent));

function toStored(light: number): number {
  if (light <= 0) return storedByRoot[0]!;
  if (light >= 1) return 1;
  const place = Math.sqrt(light) * rootSteps;
  const step = Math.floor(place);
  return storedByRoot[step]! + (place - step) * (storedByRoot[step + 1]! - storedByRoot[step]!);
}

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

/** Fills `result` with the transformed colours of the rows, three stored values in [0, 1] a pixel. */
export function transformRows(window: RowWindow, transforms: LocalTransforms, placement: Placement, result: Float32Array): void {
  const { samples, width, channels, first, count } = window;
  const { guide, coefficients, inLight, exposure } = transforms;
  const most = samples instanceof Uint8Array ? 255 : 65535;
  const gain = exposure / most;
  const light = inLight ? lightTable(most, exposure) : null;
  const [green, blue] = channels > 2 ? [1, 2] : [0, 0];
  const across = neighbours(width, placement.x, placement.across, transforms.width);
  const down = neighbours(count, placement.y + first, placement.down, transforms.height);
  // Written out, for it runs for every pixel of the picture.
  for (let row = 0, at = 0, to = 0; row < count; row += 1) {
    const above = down.before[row]! * transforms.width;
    const below = down.after[row]! * transforms.width;
    const lower = down.share[row]!;
    for (let x = 0; x < width; x += 1, at += channels, to += 3) {
      const s0 = samples[at]!;
      const s1 = samples[at + green]!;
      const s2 = samples[at + blue]!;
      const r = s0 * gain;
      const g = s1 * gain;
      const b = s2 * gain;
      const u = light ? light[s0]! : r;
      const v = light ? light[s1]! : g;
      const w = light ? light[s2]! : b;
      const left = across.before[x]!;
      const right = across.after[x]!;
      const further = across.share[x]!;
      let newRed = 0;
      let newGreen = 0;
      let newBlue = 0;
      let sum = 0;
      for (let near = 0; near < 4; near += 1) {
        const share = (near < 2 ? 1 - lower : lower) * (near % 2 === 0 ? 1 - further : further);
        if (share < leastShare) continue;
        const place = (near < 2 ? above : below) + (near % 2 === 0 ? left : right);
        const at3 = 3 * place;
        const dr = r - guide[at3]!;
        const dg = g - guide[at3 + 1]!;
        const db = b - guide[at3 + 2]!;
        const alike = 1 / (dr * dr + dg * dg + db * db + likeness);
        const weight = share * alike * alike;
        const c = coefficientCount * place;
        newRed += weight * (coefficients[c]! * u + coefficients[c + 1]! * v + coefficients[c + 2]! * w + coefficients[c + 3]!);
        newGreen += weight * (coefficients[c + 4]! * u + coefficients[c + 5]! * v + coefficients[c + 6]! * w + coefficients[c + 7]!);
        newBlue += weight * (coefficients[c + 8]! * u + coefficients[c + 9]! * v + coefficients[c + 10]! * w + coefficients[c + 11]!);
        sum += weight;
      }
      result[to] = light ? toStored(newRed / sum) : newRed / sum;
      result[to + 1] = light ? toStored(newGreen / sum) : newGreen / sum;
      result[to + 2] = light ? toStored(newBlue / sum) : newBlue / sum;
    }
  }
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

const lightTables = new Map<string, Float32Array>();
function lightTable(most: number, exposure: number): Float32Array {
  const key = `${most} ${exposure}`;
  const known = lightTables.get(key) ?? Float32Array.from({ length: most + 1 }, (_, sample) => toLight((exposure * sample) / most));
  lightTables.set(key, known);
  return known;
}
