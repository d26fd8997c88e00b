/** @file Translates a picture in its own detail: one run on a small copy, then colour transforms row by row. Runs in the engine. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { failure } from '../../src-shared/failure.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { createRaster, openRaster } from '../image-io/raster.ts';
import { sourceOf } from '../runtime/session.ts';
import { finishRows } from './finish-rows.ts';
import { openGraph } from './open-graph.ts';
import { type LocalTransforms, spreadRows, transformRows } from './local-transforms.ts';
import { unprotectedParts } from './protect.ts';
import { type OpenGraph, type OpenSession, seePicture, type Seen, transformsOf } from './run-generator.ts';
import type { StepDetails, StepRun, StepSurroundings, WholePicture } from './steps/step.ts';
import type { Translation } from './translation.ts';
import { readSmall } from './whole-picture.ts';
import { withRetries } from './with-retries.ts';

/** Longer side of the small copy where a model does not say at which scale it was trained. */
const leastSide = 512;
/** A generator halves a few times and mirrors borders. */
const shortestSide = 32;
/** Picture rows in memory at a time. */
const rowsAtOnce = 64;

/** A network of one size takes no larger picture. */
const sideOf = ({ side, tile, form }: ModelNetwork): number => Math.min(side ?? Math.max(tile, leastSide), form?.size?.width ?? Infinity, form?.size?.height ?? Infinity);

export async function keepDetail(translation: Translation, { source, target, whole, meter }: StepRun, surroundings: StepSurroundings): Promise<Result<StepDetails>> {
  const found = await wholeTransforms(translation, whole, surroundings);
  if (!found.ok) return found;
  const { device, notes } = found.value;
  const { transforms, amounts, side, networkMs } = found.value.value;
  const picture = await openRaster(source);
  const result = await createRaster(target, picture, source);
  let finished = false;
  try {
    meter.planTiles(Math.ceil(picture.height / rowsAtOnce));
    let written = Promise.resolve();
    for (let first = 0; first < picture.height; first += rowsAtOnce) {
      await nextTurn();
      if (surroundings.signal.aborted) return await written.then(() => failWith(failure('cancelled', 'Cancelled.')));
      const count = Math.min(rowsAtOnce, picture.height - first);
      const window = { samples: await picture.readRows(first, count), width: picture.width, channels: picture.channels, first, count };
      const colours = new Float32Array(3 * picture.width * count);
      transformRows(window, transforms, whole.frame, colours);
      const spread = amounts ? spreadRows(amounts, transforms, window, whole.frame) : undefined;
      const rows = finishRows(window, colours, { strength: translation.strength, amounts: spread }, whole.frame);
      await written;
      written = result.writeRows(rows);
      written.catch(() => undefined);
      meter.tileDone();
    }
    await written;
    await result.finish();
    finished = true;
    return succeed({ device, model: translation.id, tile: side, tiles: 1, networkMs, notes: [...notes] });
  } finally {
    await picture.close();
    if (!finished) await result.discard();
  }
}

type WholeTransforms = { readonly transforms: LocalTransforms; readonly amounts: Float32Array | null; readonly side: number; readonly networkMs: number };

/** What costs time is remembered: another strength or other shares of light ask nothing of the network's long part. */
function wholeTransforms({ network, model, lighting, protect }: Translation, whole: WholePicture, { devices, memory, sessions, tile }: StepSurroundings) {
  const longest = Math.min(sideOf(network), tile ?? Infinity);
  return withRetries<WholeTransforms>(devices, longest, async ({ provider, tile: side }) => {
    const open = openGraph(memory.graphs, network.sha256, provider);
    let started = true;
    const noted = <T>(session: Result<T>): Result<T> => {
      started = session.ok;
      return session;
    };
    const opening: Opening = {
      graph: async (...graph) => noted(await open(...graph)),
      session: async () => noted(await sessions.get(network.sha256, sourceOf(network, model), provider)),
    };
    const origin = [whole.key, network.sha256, provider, side];
    let networkMs = 0;
    const seen = await memory.pictures.get(JSON.stringify(['seen', origin, lighting.code]), async () => {
      const made = await see(network, model, { whole, side, lighting, opening });
      if (made.ok) networkMs = made.value.networkMs;
      return made;
    });
    if (!seen.ok) return { result: seen, started };
    const transforms = await memory.pictures.get(JSON.stringify(['transforms', origin, lighting]), () => transformsOf(seen.value, network, lighting, opening.graph));
    if (!transforms.ok) return { result: transforms, started };
    return { result: succeed({ transforms: transforms.value, amounts: unprotectedParts(seen.value.small, protect), side, networkMs }), started };
  });
}

type Opening = { readonly graph: OpenGraph; readonly session: OpenSession };
type Seeing = { readonly whole: WholePicture; readonly side: number; readonly lighting: Translation['lighting']; readonly opening: Opening };

async function see(network: ModelNetwork, model: string, { whole, side, lighting, opening }: Seeing): Promise<Result<Seen>> {
  const raster = await whole.raster();
  if (!raster.ok) return raster;
  const small = await readSmall(raster.value, { side, sizeMultiple: network.sizeMultiple, least: shortestSide });
  return seePicture(small, network, model, lighting, opening);
}

