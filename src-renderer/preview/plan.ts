/**
 * @file Which parts of the visible region a preview computes, in which order and how coarsely. Pure.
 *
 * The finest pass has one source pixel for every pixel of the screen; a coarse pass over the whole region comes first
 * where one is quick enough, then cells from the middle outward, each short enough to be cancelled soon. The cells are
 * those of the picture's own grid, so that they can stay when the view moves.
 */
import type { Region, Shrink } from '../../src-shared/region.ts';

const shrinks: readonly Shrink[] = [1, 2, 4, 8];
/** `shrink`: source pixels a side that become one. */
export type PreviewPass = { readonly region: Region; readonly shrink: Shrink };

type Wanted = {
  /** The whole picture, in pixels. */
  readonly source: { readonly width: number; readonly height: number };
  /** What the window shows of it. */
  readonly region: Region;
  /** Device pixels per source pixel. */
  readonly zoom: number;
  /** Result pixels per source pixel and side. */
  readonly scale: number;
  /** Of the whole recipe, for each megapixel that goes in. */
  readonly msPerMegapixel: number;
  /** The cells together take no longer than this by that pace; the middle ones are kept. */
  readonly budgetMs: number;
};

/** The first look should be there within a second: this leaves some of it for the way through the engine. */
const coarseMs = 700;
const cellMs = 1500;
/** Side of a cell, in pixels that go into the network: below the first the overlap costs most, above the second it is hardly felt. */
const cellSides = { min: 64, max: 512 } as const;
/** Side of the first cell while the pace is unknown: a second even where a megapixel takes a minute. */
const trialSide = 96;
/** A trial that took less says more of how the network is started than of its pace. */
const trustedMs = 300;

/** The coarsest shrink that still gives every screen pixel a source pixel of its own. */
export const sharpShrink = (zoom: number): Shrink => shrinks.findLast((shrink) => shrink * zoom <= 1) ?? 1;

/** All at once: what fills holes costs by its holes, and cells would fill again those that they share. */
export const fillPasses = (region: Region, zoom: number): PreviewPass[] => [{ region, shrink: sharpShrink(zoom) }];

/** Cells in the middle, each twice as large as the one before, which tell the pace: one after another until one is trusted. */
export function trialPasses(region: Region, zoom: number): PreviewPass[] {
  const shrink = sharpShrink(zoom);
  return [1, 2, 4].map((times) => {
    const [width, height] = [Math.min(region.width, trialSide * times * shrink), Math.min(region.height, trialSide * times * shrink)];
    return { region: { x: region.x + Math.floor((region.width - width) / 2), y: region.y + Math.floor((region.height - height) / 2), width, height }, shrink };
  });
}

export const isTrusted = (networkMs: number): boolean => networkMs >= trustedMs;

export function planPreview({ source, region, zoom, scale, msPerMegapixel, budgetMs }: Wanted): PreviewPass[] {
  const sharpest = sharpShrink(zoom);
  const cost = (part: Region, shrink: Shrink) => (msPerMegapixel * part.width * part.height) / shrink ** 2 / 1e6;
  // An enlarged picture must not show less than its source does: where it would, the middle alone comes first.
  const worthwhile = shrinks.filter((shrink) => shrink >= sharpest && (scale === 1 || shrink <= sharpest * scale));
  const quick = worthwhile.find((shrink) => cost(region, shrink) <= coarseMs);
  if (quick === sharpest) return [{ region, shrink: sharpest }];

  const side = cellSide(msPerMegapixel) * sharpest;
  let spent = 0;
  const cells = cellsOf(source, region, side).filter((cell) => (spent += cost(cell, sharpest)) <= budgetMs);
  return [...(quick === undefined ? [] : [{ region, shrink: quick }]), ...cells.map((cell) => ({ region: cell, shrink: sharpest }))];
}

/** The largest power of two whose square takes no longer than a cell should. */
function cellSide(msPerMegapixel: number): number {
  const side = 2 ** Math.floor(Math.log2(Math.sqrt((cellMs * 1e6) / msPerMegapixel)));
  return Math.min(cellSides.max, Math.max(cellSides.min, side));
}

/** The cells of the picture's grid that the region touches, the nearest to its middle first. */
function cellsOf(source: Wanted['source'], region: Region, side: number): Region[] {
  const columns = cellsAlong(region.x, region.width, source.width, side);
  const rows = cellsAlong(region.y, region.height, source.height, side);
  const distance = (cell: Region) =>
    (cell.x + cell.width / 2 - region.x - region.width / 2) ** 2 + (cell.y + cell.height / 2 - region.y - region.height / 2) ** 2;
  return rows.flatMap(([y, height]) => columns.map(([x, width]) => ({ x, y, width, height }))).sort((a, b) => distance(a) - distance(b));
}

function cellsAlong(start: number, length: number, end: number, side: number): (readonly [start: number, length: number])[] {
  const first = Math.floor(start / side);
  const last = Math.ceil((start + length) / side);
  return Array.from({ length: last - first }, (_, index) => {
    const from = (first + index) * side;
    return [from, Math.min(side, end - from)] as const;
  });
}
