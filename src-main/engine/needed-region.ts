/**
 * @file How much of a picture a region of a recipe's result depends on: the margins of its steps, and where a step fills holes,
 * all that decides the fill of those that are touched. Runs in the engine.
 */
import { join } from 'node:path';
import type { Mask } from '../../src-shared/mask.ts';
import { growRegion, intersection, joinRegions, type Region, touches } from '../../src-shared/region.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { readPlane } from '../image-io/raster.ts';
import { type HoleRegion, holeRegions } from './inpaint/hole-regions.ts';
import { frameAt } from './mask/place.ts';
import { resolveMask } from './mask/resolve-mask.ts';
import { alignmentOf, marginOf, type PreparedSteps } from './run-steps.ts';

type Size = { readonly width: number; readonly height: number };
export type NeededRegion = {
  /** What is to be shown: the region that was asked for, or the part of it with the holes. */
  readonly region: Region;
  /** Of the picture, at multiples of `shrink`. */
  readonly needed: Region;
  /** For each step the part of the picture that its result is needed in. */
  readonly wanted: readonly Region[];
};

type Asked = {
  readonly region: Region;
  readonly picture: Size;
  readonly shrink: number;
  /** Whether the part of the region with the holes is enough, where the recipe does no more than fill those. */
  readonly narrow?: boolean;
  /** Path of the picture's raster. */
  readonly raster: string;
  readonly scratch: string;
};

/** Regions of a step's holes, in the pixels of the picture. */
type Holes = readonly Pick<HoleRegion, 'crop' | 'holes'>[];

export async function neededRegion(recipe: PreparedSteps, asked: Asked): Promise<Result<NeededRegion>> {
  const { steps, surroundings } = recipe;
  const { picture, shrink } = asked;
  const found: (Holes | null)[] = [];
  for (const index of steps.keys()) {
    const holes = await holesOfStep(recipe, index, asked);
    if (!holes.ok) return holes;
    found.push(holes.value);
  }
  const region = asked.narrow ? withHoles(asked, found) : asked.region;
  const wanted: Region[] = [];
  let needed = region;
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const step = steps[index]!;
    wanted.unshift(needed);
    const scale = scaleBefore(recipe, index);
    const holes = found[index];
    if (!holes) needed = growRegion(needed, (marginOf({ steps: [step], surroundings }) * shrink) / scale, 1, picture);
    else {
      const seen = needed;
      for (const { crop, holes: box } of holes) if (touches(box, seen)) needed = joinRegions(needed, growRegion(crop, 0, 1, picture));
    }
  }
  return succeed({ region, needed: growRegion(needed, 0, alignmentOf(recipe) * shrink, picture), wanted });
}

const scaleBefore = ({ steps }: PreparedSteps, index: number): number => steps.slice(0, index).reduce((product, { scale }) => product * scale, 1);

/** Null where the step does not fill holes, or where they are depends on the pixels that it gets. */
async function holesOfStep(recipe: PreparedSteps, index: number, { picture, shrink, raster, scratch }: Asked): Promise<Result<Holes | null>> {
  const { fills, mask } = recipe.steps[index]!;
  if (!fills || !mask || !isPlaced(mask)) return succeed(null);
  const { signal, modelDirectories, memory } = recipe.surroundings;
  const scale = scaleBefore(recipe, index);
  const size = { width: Math.ceil(picture.width / shrink) * scale, height: Math.ceil(picture.height / shrink) * scale };
  const frame = frameAt({ picture, region: { x: 0, y: 0, ...picture }, shrink }, scale, size);
  const file = join(scratch, `needed-mask-${index}`);
  const enlarged = { width: picture.width * scale, height: picture.height * scale };
  const resolved = await resolveMask(mask, file, { frame, picture: enlarged, raster, whole: () => Promise.resolve(succeed(raster)), networks: { modelDirectories, graphs: memory.graphs }, scratch, signal });
  if (!resolved.ok) return resolved;
  if (resolved.value === 'empty') return succeed([]);
  const unit = shrink / scale;
  return succeed(holeRegions(await readPlane(file)).map(({ crop, holes }) => ({ crop: scaled(crop, unit), holes: scaled(holes, unit) })));
}

/** All of the region where a step does more than fill holes; where there are none its corner. */
function withHoles({ region, picture, shrink }: Asked, found: readonly (Holes | null)[]): Region {
  let part: Region | null = null;
  for (const holes of found) {
    if (!holes) return region;
    for (const { holes: box } of holes) if (touches(box, region)) part = part ? joinRegions(part, box) : box;
  }
  const corner = { ...region, width: Math.min(region.width, shrink), height: Math.min(region.height, shrink) };
  return part ? growRegion(intersection(part, region), 0, shrink, picture) : corner;
}

/** Whether it can be painted without the pixels of the picture that the step gets. */
const isPlaced = ({ source }: Mask): boolean => source.kind === 'painted' || source.kind === 'file';

/** May lie between pixels. */
const scaled = ({ x, y, width, height }: Region, factor: number): Region => ({ x: x * factor, y: y * factor, width: width * factor, height: height * factor });
