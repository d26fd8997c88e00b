/**
 * @file How much the borders of tiles stand out from the picture. Pure; runs in the engine.
 *
 * Where tile A fades into tile B with the weight w of B, the step from one pixel of the result to the next is what both
 * tiles show there, own = (1 - w) A' + w B', and what the fade adds where they differ: step = own + w' (B - A). With `near`,
 * the gradients of both tiles just beside the fade,
 *
 *     score = 1 + (mean |step| - mean |own|) / mean |near|
 *
 * over the luma across all borders. It is 1 where tiles agree, whatever the picture shows on a border; 1.25 shows in
 * an even sky. Means along the border take the grain out, and strong edges are cut off, since a seam is a weak step along the whole border.
 */
import { lumaShares } from '../../src-shared/luma.ts';
import { axisWeights } from './tile-blend.ts';
import type { TileAxis, TilePlan } from './tile-plan.ts';

export type SeamMeter = {
  /** A tile as the blender takes it (tile-blend.ts), in the same order: row by row, from the left. */
  add(column: number, row: number, planes: readonly Float32Array[], gain: number): void;
  /** 1 where no seams are, more where they stand out; null without borders. */
  score(): number | null;
};

/** Above this a run is repeated with more overlap. */
export const seamLimit = 1.25;

/** Of several passes; null where none has borders. */
export function worstSeam(scores: readonly (number | null | undefined)[]): number | null {
  const known = scores.filter((score) => typeof score === 'number');
  return known.length > 0 ? Math.max(...known) : null;
}

/** A step of 8 of 255 counts as much as any stronger one. */
const strongest = 8 / 255;
/** A picture with smaller gradients is flat: what is added to it is compared with this. */
const flat = 0.1 / 255;
/** Pixels along a border that are taken together: a seam runs through all of them, grain does not. */
const along = 8;
/** Pixels from the zone where two tiles are blended to what it is compared with. */
const apart = 2;

/** A border's result pixels: where the two tiles are blended, and what lies on both sides. */
type Zone = {
  readonly from: number;
  readonly to: number;
  readonly before: number;
  readonly after: number;
  /** Weights of the second tile, from the pixel before `before` on. */
  readonly weights: Float32Array;
};

type Tile = { readonly planes: readonly Float32Array[]; readonly gain: number; readonly width: number; readonly across: Extent; readonly down: Extent };
/** Result pixels that a tile covers along an axis, and how far apart neighbours lie in its planes. */
type Extent = { readonly start: number; readonly length: number; readonly stride: number };

type Sums = { step: number; own: number; count: number; near: number; nearCount: number };

export function createSeamMeter({ columns, rows }: TilePlan, scale: number, channels: number): SeamMeter {
  const [acrossZones, downZones] = [zonesOf(columns, scale), zonesOf(rows, scale)];
  const colours = channels > 2 ? 3 : 1;
  const width = columns.tile * scale;
  const extent = ({ starts, tile, length }: TileAxis, index: number, stride: number): Extent => ({ start: starts[index]! * scale, length: Math.min(tile, length - starts[index]!) * scale, stride });
  const sums: Sums = { step: 0, own: 0, count: 0, near: 0, nearCount: 0 };
  /** Strips of the tile on the left, and of each tile of the row above. */
  let left: Float32Array | undefined;
  const above: Float32Array[] = [];

  return {
    add(column, row, planes, gain) {
      const tile: Tile = { planes: planes.slice(0, colours), gain, width, across: extent(columns, column, 1), down: extent(rows, row, width) };
      const [over, under] = [downZones[row - 1], downZones[row]];
      const [before, behind] = [acrossZones[column - 1], acrossZones[column]];
      if (before && left) compare(left, stripOf(tile, before, tile.across, tile.down), before, sums);
      left = behind && stripOf(tile, behind, tile.across, tile.down);
      if (over) compare(above[column]!, stripOf(tile, over, tile.down, tile.across), over, sums);
      if (under) above[column] = stripOf(tile, under, tile.down, tile.across);
    },
    score() {
      const { step, own, count, near, nearCount } = sums;
      return count > 0 ? 1 + (step - own) / count / Math.max(flat, near / Math.max(1, nearCount)) : null;
    },
  };
}

/** Luma around a border that runs along `border`, from the pixel before the zone on: means over `along` pixels of the border, one line after another. Beyond the tile it goes on as it ends. */
function stripOf({ planes, gain }: Tile, { before, after }: Zone, crossed: Extent, border: Extent): Float32Array {
  const length = after - before + 1;
  const lines = Math.floor(border.length / along);
  const strip = new Float32Array(lines * length);
  const offset = before - 1 - crossed.start;
  const [first, last] = [Math.max(0, -offset), Math.min(length, crossed.length - offset)];
  const shares = planes.length === 1 ? [1] : lumaShares;
  for (const [channel, plane] of planes.entries()) {
    const share = (shares[channel]! * gain) / along;
    for (let pixel = 0; pixel < lines * along; pixel += 1) {
      const line = Math.floor(pixel / along) * length;
      for (let place = first, at = pixel * border.stride + (first + offset) * crossed.stride; place < last; place += 1, at += crossed.stride) strip[line + place]! += share * plane[at]!;
    }
  }
  for (let line = 0; line < strip.length; line += length) {
    for (let place = last; place < length; place += 1) strip[line + place] = 2 * strip[line + place - 1]! - strip[line + place - 2]!;
    for (let place = first - 1; place >= 0; place -= 1) strip[line + place] = 2 * strip[line + place + 1]! - strip[line + place + 2]!;
  }
  return strip;
}

const cut = (step: number): number => Math.min(strongest, Math.abs(step));

function compare(a: Float32Array, b: Float32Array, { from, to, before, after, weights }: Zone, sums: Sums): void {
  const length = weights.length;
  for (let line = 0; line < a.length; line += length) {
    for (let x = before; x < after; x += 1) {
      const place = x - before + 1;
      const at = line + place;
      const [inA, inB] = [a[at]! - a[at - 1]!, b[at]! - b[at - 1]!];
      if (x >= from && x < to) {
        const [last, weight] = [weights[place - 1]!, weights[place]!];
        const own = inA + ((last + weight) / 2) * (inB - inA);
        const added = ((weight - last) * (b[at]! + b[at - 1]! - a[at]! - a[at - 1]!)) / 2;
        sums.step += cut(own + added);
        sums.own += cut(own);
        sums.count += 1;
      } else if (x < from - apart || x >= to + apart) {
        sums.near += cut(x < from ? inA : inB);
        sums.nearCount += 1;
      }
    }
  }
}

/** What two neighbours share, where tile-blend.ts fades from one to the other; as much on both sides. */
function zonesOf(axis: TileAxis, scale: number): Zone[] {
  const { starts, tile, length, blend } = axis;
  return starts.slice(1).map((start, index) => {
    const end = starts[index]! + tile;
    const shared = (end - start) * scale;
    const middle = ((start + end) / 2) * scale;
    const half = Math.max(1, blend === undefined ? shared / 4 : (blend * scale) / 2);
    const [from, to] = [Math.floor(middle - half), Math.ceil(middle + half)];
    const wide = Math.max(8, to - from);
    const before = Math.max(starts[index]! * scale + 1, from - apart - wide);
    const after = Math.min(length * scale, (start + tile) * scale, to + apart + wide);
    const second = axisWeights({ length, tile, starts: starts.slice(index, index + 2), blend }, 1, scale);
    const weights = Float32Array.from({ length: after - before + 1 }, (_, place) => second[before - 1 + place - start * scale] ?? 0);
    return { from, to, before, after, weights };
  });
}
