/**
 * @file Fills a small hole with a few shifted copies of the picture around it, joined where that shows least: a photomontage of
 * the offsets at which the picture repeats itself (He and Sun 2012; Pritch et al., "Shift-Map Image Editing", 2009). Runs in the engine.
 */
import { dominantOffsets, type Offset } from './dominant-offsets.ts';
import { expandLabels } from './expand-labels.ts';
import { holeDepth } from './hole-depth.ts';
import { type HoledPicture, holePixels } from './holed-picture.ts';
import type { RandomSource } from './random-source.ts';

/** Offsets that are found, and copies that are tried: what repeats once does so again at multiples, which reach across a hole. */
const mostOffsets = 24;
const mostCopies = 60;
/** Multiples are no longer than so many times the depth of the hole; a copy has something for at least this share of it. */
const longest = 5;
const leastShare = 0.05;
/** Half of the window around a pixel at the border in which a copy has to be like what is known. */
const borderReach = 3;
/** How much that counts beside seams: less lets structures run, more lets those that cross the border go on. */
const borderWeights = [3, 10] as const;
/** What a seam costs where it does not show, and where one of its sides is not known. */
const seam = 1;
const unknown = 255;

/** For each pixel of the hole the one that it is copied from, by pixel, -1 elsewhere: a few proposals, none where no offsets fill it. `sources` as in `PatchField`. */
export function shiftMaps(picture: HoledPicture, sources: Uint8Array, random: RandomSource): Int32Array[] {
  const { width, hole } = picture;
  const pixels = holePixels(hole);
  const offsets = copies(picture, sources, pixels, random);
  const border = borderCosts(picture, sources, pixels, offsets);
  const begin = cheapest(border, pixels.length, offsets.length);
  if (!begin) return [];
  const pairwise = seamCosts(picture, pixels, offsets);
  const pairs = neighbourPairs(picture, pixels);
  return borderWeights.map((weight) => {
    const labelling = begin.slice();
    expandLabels({ nodes: pixels.length, labels: offsets.length, unary: (node, label) => weight * border[node * offsets.length + label]!, pairs, pairwise }, labelling);
    const origins = new Int32Array(hole.length).fill(-1);
    pixels.forEach((pixel, node) => {
      const { x, y } = offsets[labelling[node]!]!;
      origins[pixel] = pixel + y * width + x;
    });
    return origins;
  });
}

function copies(picture: HoledPicture, sources: Uint8Array, pixels: Int32Array, random: RandomSource): Offset[] {
  const { width, height } = picture;
  const reach = longest * holeDepth(picture).reduce((most, depth) => Math.max(most, depth), 0);
  const found = new Map<string, Offset>();
  for (const { x, y } of dominantOffsets(picture, mostOffsets, random))
    for (let times = 1; times === 1 || times * Math.hypot(x, y) <= reach; times += 1) found.set(`${times * x} ${times * y}`, { x: times * x, y: times * y });
  const isSource = (pixel: number, offset: Offset) => sources[placeAt(pixel, offset, width, height)] === 1;
  const isUseful = (offset: Offset) => pixels.reduce((count, pixel) => count + Number(isSource(pixel, offset)), 0) >= leastShare * pixels.length;
  return [...found.values()].filter(isUseful).slice(0, mostCopies);
}

/** The pixel an offset away; -1 outside the picture. */
function placeAt(pixel: number, offset: Offset, width: number, height: number): number {
  const [x, y] = [(pixel % width) + offset.x, ((pixel / width) | 0) + offset.y];
  return x < 0 || x >= width || y < 0 || y >= height ? -1 : y * width + x;
}

/** By node and label: how far the copy is from what is known around the pixel, 0 deep in the hole, `Infinity` where there is nothing to copy. */
function borderCosts(picture: HoledPicture, sources: Uint8Array, pixels: Int32Array, offsets: readonly Offset[]): Float32Array {
  const { width, height, hole } = picture;
  const depth = holeDepth(picture);
  const costs = new Float32Array(pixels.length * offsets.length);
  pixels.forEach((pixel, node) => {
    const [x, y] = [pixel % width, (pixel / width) | 0];
    offsets.forEach((offset, label) => {
      const at = node * offsets.length + label;
      if (sources[placeAt(pixel, offset, width, height)] !== 1) {
        costs[at] = Infinity;
        return;
      }
      if (depth[pixel]! > borderReach) return;
      const shift = offset.y * width + offset.x;
      let [sum, count] = [0, 0];
      for (let row = Math.max(0, y - borderReach); row <= Math.min(height - 1, y + borderReach); row += 1)
        for (let known = row * width + Math.max(0, x - borderReach); known <= row * width + Math.min(width - 1, x + borderReach); known += 1) {
          if (hole[known] === 1 || hole[known + shift] !== 0) continue;
          count += 1;
          sum += apart(picture, known, known + shift);
        }
      if (count > 0) costs[at] = sum / count / depth[pixel]!;
    });
  });
  return costs;
}

/** Mean of absolute differences. */
function apart({ channels, values }: HoledPicture, a: number, b: number): number {
  let sum = 0;
  for (let channel = 0; channel < channels; channel += 1) sum += Math.abs(values[a * channels + channel]! - values[b * channels + channel]!);
  return sum / channels;
}

/** The cheapest label of each node; null where a node can have none. */
function cheapest(costs: Float32Array, nodes: number, labels: number): Int32Array | null {
  const best = new Int32Array(nodes);
  for (let node = 0; node < nodes; node += 1) {
    const own = costs.subarray(node * labels, (node + 1) * labels);
    const label = own.reduce((least, cost, other) => (cost < own[least]! ? other : least), 0);
    if (!(own[label]! < Infinity)) return null;
    best[node] = label;
  }
  return best;
}

/** What it costs that two neighbours are of two copies: how far those differ at both (Kwatra et al., "Graphcut Textures", 2003). */
function seamCosts(picture: HoledPicture, pixels: Int32Array, offsets: readonly Offset[]) {
  const { width, height, hole } = picture;
  const labels = offsets.length;
  const places = new Int32Array(pixels.length * labels);
  pixels.forEach((pixel, node) => {
    offsets.forEach((offset, label) => {
      const place = placeAt(pixel, offset, width, height);
      places[node * labels + label] = hole[place] === 0 ? place : -1;
    });
  });
  const between = (node: number, a: number, b: number): number => {
    const [first, second] = [places[node * labels + a]!, places[node * labels + b]!];
    return first < 0 || second < 0 ? unknown : apart(picture, first, second);
  };
  return (a: number, b: number, labelA: number, labelB: number): number => (labelA === labelB ? 0 : seam + between(a, labelA, labelB) + between(b, labelA, labelB));
}

/** Nodes that lie beside or above each other. */
function neighbourPairs({ width, hole }: HoledPicture, pixels: Int32Array): Int32Array {
  const nodes = new Int32Array(hole.length);
  pixels.forEach((pixel, node) => {
    nodes[pixel] = node;
  });
  const pairs: number[] = [];
  pixels.forEach((pixel, node) => {
    if (pixel % width < width - 1 && hole[pixel + 1] === 1) pairs.push(node, nodes[pixel + 1]!);
    if (hole[pixel + width] === 1) pairs.push(node, nodes[pixel + width]!);
  });
  return Int32Array.from(pairs);
}
