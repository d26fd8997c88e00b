/** @file Translates a picture in its own detail: one run on a small copy, then colour transforms row by row. Runs in the engine. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { failure } from '../../src-shared/failure.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { createRaster, openRaster } from '../image-io/raster.ts';
import { sourceOf } from '../runtime/session.ts';
import type { NamedTensors } from '../runtime/training-session.ts';
import { finishRows } from './finish-rows.ts';
import { openGraph } from './open-graph.ts';
import { exposed } from './match-exposure.ts';
import type { Memory } from './memory.ts';
import { type LocalTransforms, spreadRows, transformRows } from './local-transforms.ts';
import { unprotectedParts } from './protect.ts';
import { type Opening, seePicture, type Seen, transformsOf } from './run-generator.ts';
import { type InSeries, placeInSeries } from './series.ts';
import type { StepDetails, StepRun, StepSurroundings, WholePicture } from './steps/step.ts';
import type { Translation } from './translation.ts';
import { readSmall, type SmallPicture } from './whole-picture.ts';
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
    return succeed({ device, model: translation.id, tile: side, tiles: 1, networkMs, notes: [...found.value.value.notes, ...notes] });
  } finally {
    await picture.close();
    if (!finished) await result.discard();
  }
}

type WholeTransforms = { readonly transforms: LocalTransforms; readonly amounts: Float32Array | null; readonly side: number; readonly networkMs: number; readonly notes: readonly string[] };

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
    const origin = [whole.key, whole.reference?.key ?? null, network.sha256, provider, side];
    let networkMs = 0;
    const seen = await memory.pictures.get(JSON.stringify(['seen', origin, lighting.code]), async () => {
      const made = await see(network, model, { whole, side, lighting, opening, series: memory.series, key: `${provider} ${network.sha256}` });
      if (made.ok) networkMs = made.value.seen.networkMs;
      return made;
    });
    if (!seen.ok) return { result: seen, started };
    const transforms = await memory.pictures.get(JSON.stringify(['transforms', origin, lighting]), () => transformsOf(seen.value.seen, network, lighting, opening.graph));
    if (!transforms.ok) return { result: transforms, started };
    const { exposure, notes } = seen.value;
    return { result: succeed({ transforms: { ...transforms.value, exposure }, amounts: unprotectedParts(seen.value.seen.small, protect), side, networkMs, notes }), started };
  });
}

type Seeing = { readonly whole: WholePicture; readonly side: number; readonly lighting: Translation['lighting']; readonly opening: Opening; /** What pictures of a series share. */ readonly series: Memory; /** Names the network on its device. */ readonly key: string };

type SeenInSeries = Pick<InSeries, 'exposure' | 'notes'> & { readonly seen: Seen };

async function see(network: ModelNetwork, model: string, { whole, side, lighting, opening, series: memory, key }: Seeing): Promise<Result<SeenInSeries>> {
  const raster = await whole.raster();
  if (!raster.ok) return raster;
  const needs = { side, sizeMultiple: network.sizeMultiple, least: shortestSide };
  const small = await readSmall(raster.value, needs);
  const { exposure, first, notes } = await placeInSeries(whole, small, needs, memory);
  const statistics = first && {
    statistics: (measure: (small: SmallPicture) => Promise<Result<NamedTensors>>) =>
      memory.get(JSON.stringify(['statistics', first.key, key, lighting.code]), async () => {
        const measured = await first.small();
        return measured.ok ? measure(measured.value) : measured;
      }),
  };
  const seen = await seePicture(exposed(small, exposure), network, model, lighting, { ...opening, ...statistics });
  return seen.ok ? succeed({ exposure, notes, seen: seen.value }) : seen;
}

