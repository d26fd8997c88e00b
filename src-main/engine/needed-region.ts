/**
 * @file How much of a picture a region of a recipe's result depends on: the margins of its steps, and where a step fills holes,
 * all that decides the fill of those that are touched. Runs in the engine.
 */
import { join } from 'node:path';
import type { Mask } from '../../src-shared/mask.ts';
import { growRegion, joinRegions, type Region, touches } from '../../src-shared/region.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { readPlane } from '../image-io/raster.ts';
import { holeRegions } from './inpaint/hole-regions.ts';
import { frameAt } from './mask/place.ts';
import { resolveMask } from './mask/resolve-mask.ts';
import { alignmentOf, marginOf, type PreparedSteps } from './run-steps.ts';

type Size = { readonly width: number; readonly height: number };
export type NeededRegion = {
  /** Of the picture, at multiples of `shrink`. */
  readonly needed: Region;
  /** For each step the part of the picture that its result is needed in. */
  readonly wanted: readonly Region[];
};

type Asked = { readonly region: Region; readonly picture: Size; readonly shrink: number; /** Path of the picture's raster. */ readonly raster: string; readonly scratch: string };

export async function neededRegion(recipe: PreparedSteps, { region, picture, shrink, raster, scratch }: Asked): Promise<Result<NeededRegion>> {
  const { steps, surroundings } = recipe;
  const { signal, modelDirectories, memory } = surroundings;
  const wanted: Region[] = [];
  let needed = region;
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const step = steps[index]!;
    wanted.unshift(needed);
    const before = steps.slice(0, index);
    const scale = before.reduce((product, { scale: own }) => product * own, 1);
    if (!step.fills || !step.mask || !isPlaced(step.mask)) {
      needed = growRegion(needed, (marginOf({ steps: [step], surroundings }) * shrink) / scale, 1, picture);
      continue;
    }
    const size = { width: Math.ceil(picture.width / shrink) * scale, height: Math.ceil(picture.height / shrink) * scale };
    const frame = frameAt({ picture, region: { x: 0, y: 0, ...picture }, shrink }, scale, size);
    const file = join(scratch, `needed-mask-${index}`);
    const enlarged = { width: picture.width * scale, height: picture.height * scale };
    const resolved = await resolveMask(step.mask, file, { frame, picture: enlarged, raster, whole: () => Promise.resolve(succeed(raster)), networks: { modelDirectories, graphs: memory.graphs }, scratch, signal });
    if (!resolved.ok) return resolved;
    if (resolved.value === 'empty') continue;
    const unit = shrink / scale;
    const seen = scaled(needed, 1 / unit);
    for (const { crop, holes } of holeRegions(await readPlane(file))) if (touches(holes, seen)) needed = joinRegions(needed, growRegion(scaled(crop, unit), 0, 1, picture));
  }
  return succeed({ needed: growRegion(needed, 0, alignmentOf(recipe) * shrink, picture), wanted });
}

/** Whether it can be painted without the pixels of the picture that the step gets. */
const isPlaced = ({ source }: Mask): boolean => source.kind === 'painted' || source.kind === 'file';

/** May lie between pixels. */
const scaled = ({ x, y, width, height }: Region, factor: number): Region => ({ x: x * factor, y: y * factor, width: width * factor, height: height * factor });
