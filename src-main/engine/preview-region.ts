/**
 * @file A recipe on a region of a picture, as it would come out of the whole: read with the margin that the networks need,
 * made smaller first if wanted, run, the margin cut off. Runs in the engine.
 */
import { join } from 'node:path';
import type { EngineCall, EngineResponse } from '../../src-shared/engine-messages.ts';
import { failure } from '../../src-shared/failure.ts';
import { cutRegion, growRegion, type Region } from '../../src-shared/region.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { cropRaster } from '../image-io/crop-raster.ts';
import { buildPyramid } from '../image-io/pyramid.ts';
import { readRasterDirectory } from '../image-io/raster.ts';
import { createProgressMeter } from './progress-meter.ts';
import type { JobSurroundings } from './run-job.ts';
import { neededRegion } from './needed-region.ts';
import { prepareSteps, runSteps, scaleOf } from './run-steps.ts';
import { withScratch } from './scratch.ts';

export type PreviewSurroundings = Omit<JobSurroundings, 'onProgress' | 'turn'>;

export async function previewRegion(call: EngineCall<'preview'>, { notes, ...surroundings }: PreviewSurroundings): Promise<Result<EngineResponse<'preview'>>> {
  const startedAt = performance.now();
  const { shape } = await readRasterDirectory(call.raster);
  const wanted = cutRegion(call.region, shape);
  if (!wanted) return failWith(failure('bad-request', 'The region lies outside the picture.', { reason: 'region-outside' }));
  const prepared = await prepareSteps(call.recipe, { ...surroundings, tile: call.tile });
  if (!prepared.ok) return prepared;
  const { shrink } = call;
  const scale = scaleOf(prepared.value);

  return withScratch(async (scratch) => {
    const [source, ran, result] = ['source', 'ran', 'result'].map((name) => join(scratch, name)) as [string, string, string];
    const reach = await neededRegion(prepared.value, { region: growRegion(wanted, 0, shrink, shape), picture: shape, shrink, narrow: call.narrow, raster: call.raster, scratch });
    if (!reach.ok) return reach;
    const { region, needed, wanted: parts } = reach.value;
    await cropRaster(call.raster, source, needed, shrink);
    const meter = createProgressMeter(() => undefined, 0);
    const details = await runSteps(prepared.value, { source, result: ran, scratch, meter, place: { picture: shape, region: needed, shrink }, wanted: parts, whole: call.raster });
    if (!details.ok) return details;
    const inner = insideOf(region, needed, shrink, scale);
    await cropRaster(ran, result, inner);
    const pyramid = await buildPyramid(result, call.pyramid, { signal: surroundings.signal });
    if (!pyramid.ok) return pyramid;
    const durationMs = Math.round(performance.now() - startedAt);
    return succeed({ region, pyramid: pyramid.value, details: { ...details.value, ...pyramid.value, notes: [...notes, ...details.value.notes], durationMs } });
  });
}

/** Where the region lies in the result of `needed`. Both start at multiples of `shrink`. */
function insideOf(region: Region, needed: Region, shrink: number, scale: number): Region {
  const across = (pixels: number) => Math.ceil(pixels / shrink) * scale;
  return { x: across(region.x - needed.x), y: across(region.y - needed.y), width: across(region.width), height: across(region.height) };
}
