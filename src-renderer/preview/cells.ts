/** @file Which cells of a preview are kept when another one arrives or the view moves. Pure. */
import type { Region } from '../../src-shared/region.ts';
import type { PreviewCell } from '../stores/preview.ts';
import type { PreviewPass } from './plan.ts';

/** As many as a screen shows of the smallest kind, twice: the tiles of each take memory in the window. */
const cellsKept = 96;

const contains = (outer: Region, inner: Region): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;

/** Whether one cell shows the pass's place already, as sharp or sharper. */
export const isCovered = (cells: readonly PreviewCell[], { region, shrink }: PreviewPass): boolean =>
  cells.some((cell) => cell.shrink <= shrink && contains(cell.place, region));

/** Adds a cell, coarse ones first, and gives what is no longer needed: what it covers, and what is farthest from it beyond the bound. */
export function addCell(cells: readonly PreviewCell[], added: PreviewCell): { readonly kept: readonly PreviewCell[]; readonly dropped: readonly PreviewCell[] } {
  const distance = ({ place }: PreviewCell) =>
    Math.hypot(place.x + place.width / 2 - added.place.x - added.place.width / 2, place.y + place.height / 2 - added.place.y - added.place.height / 2);
  const useful = [added, ...cells.filter((cell) => cell.shrink < added.shrink || !contains(added.place, cell.place))];
  const near = new Set(useful.sort((a, b) => distance(a) - distance(b)).slice(0, cellsKept));
  const kept = [...near].sort((a, b) => b.shrink - a.shrink);
  return { kept, dropped: cells.filter((cell) => !near.has(cell)) };
}
