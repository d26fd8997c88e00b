/**
 * @file How much more the rows and columns where tiles meet stand out than those beside them. Pure; runs in the engine.
 *
 * Gradients across a border, in luma, against gradients in the same direction on both sides of it, a few pixels off:
 * what the picture shows there is much the same, but for the seam. Means along the border take the grain out. Strong edges are cut off, since a seam is a weak step
 * along the whole border; so 1 is a picture without seams, and 1.25 shows in an even sky.
 */
import type { TileAxis, TilePlan } from './tile-plan.ts';

export type SeamMeter = {
  /** Finished rows from the top, interleaved, in [0, 1]; `first` is the first one's number. */
  add(rows: Float32Array, first: number): void;
  /** 1 where borders are like the rest, more where they stand out; null without borders, or where all is flat. */
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
/** Pixels along a border that are taken together: a seam runs through all of them, grain does not. */
const along = 8;
/** Pixels from the zone where two tiles are blended to what it is compared with. */
const apart = 2;

/** A border's result pixels: where the two tiles are blended, and what lies on both sides. */
type Zone = { readonly from: number; readonly to: number; readonly before: number; readonly after: number };

type Reach = { readonly from: number; readonly to: number };

type Sums = { on: number; onCount: number; off: number; offCount: number };

export function createSeamMeter(plan: TilePlan, scale: number, { width, channels }: { readonly width: number; readonly channels: number }): SeamMeter {
  const columns = zonesOf(plan.columns, scale);
  const rows = zonesOf(plan.rows, scale);
  const colours = channels > 2 ? 3 : 1;
  const sums: Sums = { on: 0, onCount: 0, off: 0, offCount: 0 };
  const acrossZones = reachOf(columns, width);
  const acrossTarget = [{ from: 0, to: width }];
  const luma = new Float32Array(width);
  const together = new Float32Array(width);
  let rowsTogether = 0;
  // Of the last row and of the one above it, where a zone needs them: nothing is allocated for a row.
  let [parts, above] = [new Float32Array(Math.floor(width / along)), new Float32Array(Math.floor(width / along))];
  let lastRow = -2;
  const readLuma = (values: Float32Array, row: number, reach: readonly Reach[]): void => {
    for (const { from, to } of reach)
      for (let x = from, at = (row * width + from) * channels; x < to; x += 1, at += channels)
        luma[x] = colours === 1 ? values[at]! : 0.299 * values[at]! + 0.587 * values[at + 1]! + 0.114 * values[at + 2]!;
  };

  return {
    add(values, first) {
      if (columns.length === 0 && rows.length === 0) return;
      const count = values.length / (width * channels);
      for (let row = 0; row < count; row += 1) {
        const inZones = rows.some((zone) => first + row >= zone.before - 1 && first + row < zone.after);
        readLuma(values, row, inZones ? acrossTarget : acrossZones);
        for (const { from, to } of acrossZones) for (let x = from; x < to; x += 1) together[x]! += luma[x]! / along;
        rowsTogether += 1;
        if (rowsTogether === along) {
          for (const zone of columns) countAcross(together, zone, sums);
          together.fill(0);
          rowsTogether = 0;
        }
        if (!inZones) continue;
        [parts, above] = [above, parts];
        meansOf(luma, parts);
        if (lastRow === first + row - 1) countDown(parts, above, first + row, rows, sums);
        lastRow = first + row;
      }
    },
    score() {
      const [on, off] = [sums.on / sums.onCount, sums.off / sums.offCount];
      return sums.onCount > 0 && off > 1e-7 ? on / off : null;
    },
  };
}

/** Of `along` pixels each; what is left over at the end is left out. */
function meansOf(luma: Float32Array, means: Float32Array): void {
  for (let part = 0; part < means.length; part += 1) {
    means[part] = 0;
    for (let x = 0; x < along; x += 1) means[part]! += luma[part * along + x]! / along;
  }
}

function countAcross(luma: Float32Array, zone: Zone, sums: Sums): void {
  for (let x = zone.before; x < zone.after; x += 1) {
    const step = Math.min(strongest, Math.abs(luma[x]! - luma[x - 1]!));
    if (x >= zone.from && x < zone.to) {
      sums.on += step;
      sums.onCount += 1;
    } else if (x < zone.from - apart || x >= zone.to + apart) {
      sums.off += step;
      sums.offCount += 1;
    }
  }
}

function countDown(luma: Float32Array, above: Float32Array, row: number, zones: readonly Zone[], sums: Sums): void {
  for (const zone of zones) {
    const inside = row >= zone.from && row < zone.to;
    const beside = !inside && row >= zone.before && row < zone.after && (row < zone.from - apart || row >= zone.to + apart);
    if (!inside && !beside) continue;
    let total = 0;
    for (let x = 0; x < luma.length; x += 1) total += Math.min(strongest, Math.abs(luma[x]! - above[x]!));
    if (inside) {
      sums.on += total;
      sums.onCount += luma.length;
    } else {
      sums.off += total;
      sums.offCount += luma.length;
    }
  }
}

/** What two neighbours share, where tile-blend.ts fades from one to the other; as much on both sides. */
function zonesOf({ starts, tile, length, blend }: TileAxis, scale: number): Zone[] {
  return starts.slice(1).map((start, index) => {
    const end = starts[index]! + tile;
    const shared = (end - start) * scale;
    const middle = ((start + end) / 2) * scale;
    const half = Math.max(1, blend === undefined ? shared / 4 : (blend * scale) / 2);
    const [from, to] = [Math.floor(middle - half), Math.ceil(middle + half)];
    const wide = Math.max(8, to - from);
    return { from, to, before: Math.max(1, from - apart - wide), after: Math.min(length * scale, to + apart + wide) };
  });
}

/** The pixels that any zone compares, each once. */
function reachOf(zones: readonly Zone[], length: number): Reach[] {
  const reaches: { from: number; to: number }[] = [];
  for (const { before, after } of zones) {
    const [from, to] = [Math.max(0, before - 1), Math.min(length, after)];
    const last = reaches.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else reaches.push({ from, to });
  }
  return reaches;
}
