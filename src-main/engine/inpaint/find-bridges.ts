/**
 * @file Finds straight lines that enter a hole on one side and leave it on another: edges at its border between which the
 * picture looks the same across the line, on both sides and a while along it. Pure; runs in the engine.
 */
import { holeDepth } from './hole-depth.ts';
import { halve, type HoledPicture } from './holed-picture.ts';
import { type Bridge, type Point, profileAt, profilesApart } from './line-profile.ts';

/** Where edges are looked for: so many pixels from the hole, clear of what a mask cuts off. */
const clearance = 3;
/** Differences over two pixels that count as an edge; edges are at least so far apart, and so many are looked at. */
const leastEdge = 10;
const apartness = 3;
const mostEdges = 48;
/** Half the width of what is compared. */
const half = 4;
const leastContrast = 5;
/** How restless a line may be, and how different its two ends, beside its contrast: at first, where ends may be off to the side, and once it is in its place. */
const loose: Limits = { restless: 0.8, apart: 2 };
const strict: Limits = { restless: 0.45, apart: 0.45 };
/** Holes are looked at where they are at most this deep. */
const mostDepth = 64;
/** Share of a line that has to lie in the hole. */
const leastInside = 0.6;

type Limits = { readonly restless: number; readonly apart: number };
type Found = { readonly bridge: Bridge; readonly score: number };

/** The surest first; in pixels of the picture. */
export function findBridges(picture: HoledPicture, deepest: number): Bridge[] {
  const levels = [grey(picture)];
  for (let depth = deepest; depth > mostDepth; depth /= 2) levels.push(halve(levels.at(-1)!));
  const coarsest = levels.at(-1)!;
  const edges = edgesAround(coarsest);
  const found: Found[] = [];
  edges.forEach((from, index) => {
    for (const to of edges.slice(index + 1)) {
      const score = crosses(coarsest, { from, to }) ? rate(coarsest, { from, to }, loose) : 0;
      if (score === 0) continue;
      let best: Found = { bridge: { from, to }, score };
      for (const step of [1, 0.5]) best = nudged(coarsest, best, step, 2);
      if (rate(coarsest, best.bridge, strict) > 0) found.push(best);
    }
  });
  return onePerEnd(found).map((bridge) => levels.slice(0, -1).reduceRight((coarse, finer) => nudged(finer, { bridge: doubled(coarse), score: 0 }, 0.5, 3).bridge, bridge));
}

function grey({ width, height, channels, values, hole }: HoledPicture): HoledPicture {
  const means = new Float32Array(hole.length);
  for (let pixel = 0, at = 0; pixel < hole.length; pixel += 1) for (let channel = 0; channel < channels; channel += 1, at += 1) means[pixel]! += values[at]! / channels;
  return { width, height, channels: 1, values: means, hole };
}

/** Local extremes of the picture's differences on a line around the hole, strong ones first. */
function edgesAround({ width, height, values, hole }: HoledPicture): Point[] {
  const outside = holeDepth({ width, height, hole: hole.map((inside) => 1 - inside) });
  const candidates: { readonly x: number; readonly y: number; readonly strength: number }[] = [];
  for (let y = 1; y < height - 1; y += 1)
    for (let x = 1; x < width - 1; x += 1) {
      const pixel = y * width + x;
      if (Math.abs(outside[pixel]! - clearance) > 0.5) continue;
      const at = (column: number, row: number) => values[pixel + row * width + column]!;
      const across = at(1, -1) - at(-1, -1) + 2 * (at(1, 0) - at(-1, 0)) + at(1, 1) - at(-1, 1);
      const down = at(-1, 1) - at(-1, -1) + 2 * (at(0, 1) - at(0, -1)) + at(1, 1) - at(1, -1);
      const strength = Math.hypot(across, down) / 4;
      if (strength >= leastEdge) candidates.push({ x, y, strength });
    }
  const edges: Point[] = [];
  for (const { x, y } of candidates.sort((a, b) => b.strength - a.strength)) {
    if (edges.length === mostEdges) break;
    if (edges.every((edge) => Math.hypot(edge.x - x, edge.y - y) >= apartness)) edges.push({ x, y });
  }
  return edges;
}

function crosses({ width, hole }: HoledPicture, { from, to }: Bridge): boolean {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 4 * clearance) return false;
  let inside = 0;
  for (let step = 0; step < length; step += 1) inside += hole[Math.round(from.y + ((to.y - from.y) * step) / length) * width + Math.round(from.x + ((to.x - from.x) * step) / length)]!;
  return inside + 2 * clearance >= leastInside * length && inside >= length / 3;
}

/** How sure it is that a line runs there; 0 where it does not. */
function rate(picture: HoledPicture, { from, to }: Bridge, limits: Limits): number {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const ahead = profileAt(picture, to, along, 1, half);
  const behind = ahead && profileAt(picture, from, along, -1, half);
  if (!ahead || !behind) return 0;
  const contrast = Math.min(ahead.contrast, behind.contrast);
  const apart = profilesApart(ahead, behind, picture.channels);
  if (contrast < leastContrast || Math.max(ahead.restless, behind.restless) > limits.restless * contrast || apart > limits.apart * contrast) return 0;
  return contrast / (ahead.restless + behind.restless + 2 * apart + 2);
}

/** The best of those whose ends lie up to so many steps to the side. */
function nudged(picture: HoledPicture, found: Found, step: number, reach: number): Found {
  const { from, to } = found.bridge;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const side = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
  const moved = (point: Point, by: number): Point => ({ x: point.x + side.x * by * step, y: point.y + side.y * by * step });
  let best = found;
  for (let first = -reach; first <= reach; first += 1)
    for (let second = -reach; second <= reach; second += 1) {
      const bridge = { from: moved(from, first), to: moved(to, second) };
      const score = rate(picture, bridge, loose);
      if (score > best.score) best = { bridge, score };
    }
  return best;
}

function onePerEnd(found: readonly Found[]): Bridge[] {
  const taken: Point[] = [];
  return [...found]
    .sort((a, b) => b.score - a.score)
    .map(({ bridge }) => bridge)
    .filter(({ from, to }) => {
      const isFree = (end: Point) => taken.every((other) => Math.hypot(other.x - end.x, other.y - end.y) >= apartness);
      if (!isFree(from) || !isFree(to)) return false;
      taken.push(from, to);
      return true;
    });
}

const doubled = ({ from, to }: Bridge): Bridge => ({ from: { x: 2 * from.x + 0.5, y: 2 * from.y + 0.5 }, to: { x: 2 * to.x + 0.5, y: 2 * to.y + 0.5 } });
