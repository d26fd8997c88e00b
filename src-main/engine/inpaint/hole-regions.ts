/** @file Divides a mask into regions that can be filled one by one, each with the picture around it. Pure; runs in the engine. */
import { growRegion, type Region } from '../../../src-shared/region.ts';
import { holeDepth } from './hole-depth.ts';

/** A plane of bytes, 0 where the picture stays. */
export type MaskPlane = { readonly width: number; readonly height: number; readonly values: Uint8Array };

export type HoleRegion = {
  /** The part of the picture that decides the fill, with the hole in it. */
  readonly crop: Region;
  /** The part of the picture that holes of its blocks lie in. */
  readonly holes: Region;
  /** The blocks whose pixels are to be filled: 1 at `row * columns + column` of the grid. */
  readonly blocks: Uint8Array;
};

/** Sides of the squares that a mask is divided into: holes in neighbouring squares are filled together. */
export const blockSide = 64;
/** Pixels of context around a hole: at least, and at most. */
const leastContext = 72;
const mostContext = 512;
/** Pixels of a crop above which a region is divided; memory holds about 60 bytes for each. */
const largestCrop = 12e6;

type Grid = { readonly columns: number; readonly rows: number };

export const gridOf = ({ width, height }: Pick<MaskPlane, 'width' | 'height'>): Grid => ({ columns: Math.ceil(width / blockSide), rows: Math.ceil(height / blockSide) });

export function holeRegions(mask: MaskPlane): HoleRegion[] {
  const grid = gridOf(mask);
  const occupied = occupiedBlocks(mask, grid);
  const regions: HoleRegion[] = [];
  const seen = new Uint8Array(occupied.length);
  for (let block = 0; block < occupied.length; block += 1) {
    if (occupied[block] === 0 || seen[block] === 1) continue;
    regions.push(...divided(connectedBlocks(block, occupied, seen, grid), mask, grid));
  }
  return regions;
}

function occupiedBlocks({ width, height, values }: MaskPlane, { columns, rows }: Grid): Uint8Array {
  const occupied = new Uint8Array(columns * rows);
  for (let y = 0; y < height; y += 1) {
    const firstBlock = Math.floor(y / blockSide) * columns;
    for (let column = 0; column < columns; column += 1) {
      if (occupied[firstBlock + column] === 1) continue;
      const end = y * width + Math.min(width, (column + 1) * blockSide);
      for (let pixel = y * width + column * blockSide; pixel < end; pixel += 1) {
        if (values[pixel] === 0) continue;
        occupied[firstBlock + column] = 1;
        break;
      }
    }
  }
  return occupied;
}

/** Blocks that touch, corners included. */
function connectedBlocks(start: number, occupied: Uint8Array, seen: Uint8Array, { columns, rows }: Grid): number[] {
  const found = [start];
  seen[start] = 1;
  for (const block of found) {
    const [x, y] = [block % columns, Math.floor(block / columns)];
    for (let row = Math.max(0, y - 1); row <= Math.min(rows - 1, y + 1); row += 1) {
      for (let column = Math.max(0, x - 1); column <= Math.min(columns - 1, x + 1); column += 1) {
        const neighbour = row * columns + column;
        if (occupied[neighbour] === 0 || seen[neighbour] === 1) continue;
        seen[neighbour] = 1;
        found.push(neighbour);
      }
    }
  }
  return found;
}

/** Halves what would be too large, across its longer side, until it is not. */
function divided(blocks: readonly number[], mask: MaskPlane, grid: Grid): HoleRegion[] {
  const { columns } = grid;
  const box = boxOf(blocks, mask, columns);
  const crop = growRegion(box, contextOf(box, mask), 1, mask);
  if (blocks.length === 1 || crop.width * crop.height <= largestCrop) {
    const chosen = new Uint8Array(columns * grid.rows);
    for (const block of blocks) chosen[block] = 1;
    return [{ crop, holes: box, blocks: chosen }];
  }
  const wide = box.width > box.height;
  const middle = Math.floor((wide ? box.x + box.width / 2 : box.y + box.height / 2) / blockSide);
  const isFirst = (block: number) => (wide ? block % columns : Math.floor(block / columns)) < middle;
  const halves = [blocks.filter(isFirst), blocks.filter((block) => !isFirst(block))];
  return halves.filter((half) => half.length > 0).flatMap((half) => divided(half, mask, grid));
}

function boxOf(blocks: readonly number[], { width, height }: MaskPlane, columns: number): Region {
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0];
  for (const block of blocks) {
    const [x, y] = [(block % columns) * blockSide, Math.floor(block / columns) * blockSide];
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + blockSide), Math.max(bottom, y + blockSide)];
  }
  return { x: left, y: top, width: Math.min(right, width) - left, height: Math.min(bottom, height) - top };
}

/** As far around the hole as patches are looked for: several times as far as it is deep. */
function contextOf({ x, y, width, height }: Region, mask: MaskPlane): number {
  // Every fourth pixel tells the depth well enough.
  const [across, down] = [Math.ceil(width / 4), Math.ceil(height / 4)];
  const hole = new Uint8Array(across * down);
  for (let row = 0; row < down; row += 1) for (let column = 0; column < across; column += 1) hole[row * across + column] = mask.values[(y + row * 4) * mask.width + x + column * 4] === 0 ? 0 : 1;
  const deepest = holeDepth({ width: across, height: down, hole }).reduce((most, depth) => Math.max(most, depth), 0) * 4;
  return Math.round(Math.min(mostContext, Math.max(leastContext, deepest * 3)));
}
