/** @file The upscale operation: passes of a network, then a resample where no chain reaches the scale. Runs in the engine. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Note } from '../../../src-shared/note.ts';
import { failure } from '../../../src-shared/failure.ts';
import type { ModelNetwork } from '../../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { type RasterShape, readRasterDirectory } from '../../image-io/raster.ts';
import { findModel } from '../../model-registry/find-models.ts';
import { planScale, type ScalePlan } from '../../model-registry/plan-scale.ts';
import { verifyNetwork } from '../../model-registry/verify-model.ts';
import { tilesOf } from '../../runtime/session.ts';
import { resampleFile, resampleReach } from '../resample.ts';
import { countTiles, planTiles } from '../tile-plan.ts';
import { worstSeam } from '../seam-score.ts';
import { type PassDetails, pairs, upscaleWithRetries } from '../upscale-with-retries.ts';
import type { PrepareStep, StepDetails, StepRun, StepSurroundings } from './step.ts';

const parametersSchema = z.object({ model: z.string(), scale: z.number() });

/** A network with the path of its verified file. */
type Pass = { readonly network: ModelNetwork; readonly file: string };
type UpscalePlan = { readonly model: string; readonly passes: readonly Pass[]; readonly scale: number; readonly notes: readonly Note[] };

export const prepareUpscale: PrepareStep = async (parameters, surroundings) => {
  const { model: id, scale } = parametersSchema.parse(parameters);
  const model = await findModel(surroundings.modelDirectories, id);
  if (!model.ok) return model;
  if (model.value.manifest.task !== 'upscale') return failWith(failure('bad-request', `The model “${id}” does not enlarge pictures.`, { reason: 'model-wrong-task', advice: 'Choose a model for upscaling.' }));
  const chain = planScale(model.value.manifest, scale);
  const passes: Pass[] = [];
  for (const network of chain.passes) {
    const file = await verifyNetwork(model.value, network);
    if (!file.ok) return file;
    passes.push({ network, file: file.value });
  }
  warmUp(passes[0]!, surroundings);
  return succeed({ scale, margin: marginOf(chain), run: (run) => upscale({ model: id, passes, scale, notes: chain.notes }, run, surroundings) });
};

/** What every pass reaches, in pixels of the picture. */
function marginOf({ passes, resample }: ScalePlan): number {
  let scale = 1;
  let margin = 0;
  for (const network of passes) {
    margin += network.overlap / scale;
    scale *= network.scale;
  }
  return margin + (resample === 1 ? 0 : resampleReach(resample) / scale);
}

/** Loads the network while the picture is decoded in libvips' threads. A failure shows again, and is dealt with, in the first pass. */
function warmUp({ network, file }: Pass, { sessions, devices }: StepSurroundings): void {
  void sessions.get(network.sha256, tilesOf(network, file), devices[0]!);
}

async function upscale(plan: UpscalePlan, { source, target, scratch, meter, onLastGiven }: StepRun, surroundings: StepSurroundings): Promise<Result<StepDetails>> {
  const { shape } = await readRasterDirectory(source);
  const [width, height] = [shape.width * plan.scale, shape.height * plan.scale];
  const tilesAhead = (from: RasterShape, passes: readonly Pass[]) => countAllTiles(from, passes, surroundings.tile);
  meter.planTiles(tilesAhead(shape, plan.passes));

  const done: PassDetails[] = [];
  let { devices } = surroundings;
  let from = source;
  for (const [index, { network, file }] of plan.passes.entries()) {
    const { shape: before } = await readRasterDirectory(from);
    const isLast = index === plan.passes.length - 1 && before.width * network.scale === width;
    const to = isLast ? target : join(scratch, `pass-${index}`);
    const pass = await upscaleWithRetries({
      source: from,
      target: to,
      // What goes on into another step keeps 16 bits, so that rounding does not add up.
      targetDepth: isLast ? shape.depth : 16,
      network,
      model: file,
      sessions: surroundings.sessions,
      devices,
      tile: tileOf(network, surroundings.tile),
      signal: surroundings.signal,
      onTile: meter.tileDone,
      onLastGiven: index === plan.passes.length - 1 ? onLastGiven : undefined,
      onRetry: (tiles) => {
        const after = { ...before, width: before.width * network.scale, height: before.height * network.scale };
        meter.planTiles(countTiles(tiles) + tilesAhead(after, plan.passes.slice(index + 1)));
      },
    });
    if (!pass.ok) return pass;
    done.push(pass.value);
    // A device that failed in one pass is not asked again in the next.
    devices = devices.slice(devices.indexOf(pass.value.device));
    if (from !== source) await rm(from);
    from = to;
  }
  if (from !== target) {
    await resampleFile(from, target, { width, height, depth: shape.depth }, surroundings.signal);
    if (surroundings.signal.aborted) return failWith(failure('cancelled', 'Cancelled.'));
  }
  return succeed(summarise(plan, done));
}

/** The side that is asked for, or the network's own; never more than a network of one size takes. */
const tileOf = ({ tile, form }: ModelNetwork, wanted: number | undefined): number => Math.min(wanted ?? tile, form?.size?.width ?? Infinity, form?.size?.height ?? Infinity);

function countAllTiles(shape: RasterShape, passes: readonly Pass[], tile: number | undefined): number {
  let { width, height } = shape;
  return passes.reduce((total, { network }) => {
    const tiles = countTiles(planTiles({ width, height, channels: shape.channels }, { ...network, tile: tileOf(network, tile), pair: pairs(network) }));
    [width, height] = [width * network.scale, height * network.scale];
    return total + tiles;
  }, 0);
}

/** The device of the last pass, where a job ends up that had to retreat; sums of all passes. */
function summarise({ model, notes }: UpscalePlan, passes: readonly PassDetails[]): StepDetails {
  const last = passes.at(-1)!;
  return {
    device: last.device,
    model,
    tile: Math.max(last.plan.columns.tile, last.plan.rows.tile),
    tiles: passes.reduce((sum, { plan }) => sum + countTiles(plan), 0),
    seamScore: worstSeam(passes.map(({ seamScore }) => seamScore)),
    networkMs: passes.reduce((sum, { networkMs }) => sum + networkMs, 0),
    notes: [...notes, ...passes.flatMap((pass) => pass.notes)],
  };
}
