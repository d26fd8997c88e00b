/** @file Translates a picture in its own detail: one run on a small copy, then colour transforms row by row. Runs in the engine. */
import type { Note } from '../../src-shared/note.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { createRaster, readRasterDirectory } from '../image-io/raster.ts';
import { sourceOf } from '../runtime/session.ts';
import type { NamedTensors } from '../runtime/training-session.ts';
import { rowsAtOnce } from './colour-rows/colour-rows.ts';
import { paintRaster, threadsFor } from './colour-rows/paint-raster.ts';
import { openGraph } from './open-graph.ts';
import { exposed } from './match-exposure.ts';
import type { EngineMemory } from './memory.ts';
import type { LocalTransforms } from './local-transforms.ts';
import { unprotectedParts } from './protect.ts';
import { type Opening, openRelighter, seePicture, type Seen, transformsOf } from './run-generator.ts';
import { type InSeries, placeInSeries } from './series.ts';
import type { StepDetails, StepRun, StepSurroundings, WholePicture } from './steps/step.ts';
import type { Translation } from './translation.ts';
import { readSmall, type SmallPicture } from './whole-picture.ts';
import { withRetries } from './with-retries.ts';

/** Longer side of the small copy where a model does not say at which scale it was trained. */
const leastSide = 512;
/** A generator halves a few times and mirrors borders. */
const shortestSide = 32;

/** A network of one size takes no larger picture. */
const sideOf = ({ side, tile, form }: ModelNetwork): number => Math.min(side ?? Math.max(tile, leastSide), form?.size?.width ?? Infinity, form?.size?.height ?? Infinity);

export async function keepDetail(translation: Translation, { source, target, whole, meter }: StepRun, surroundings: StepSurroundings): Promise<Result<StepDetails>> {
  const found = await wholeTransforms(translation, whole, surroundings);
  if (!found.ok) return found;
  const { device, notes } = found.value;
  const { transforms, amounts, side, networkMs } = found.value.value;
  const { shape } = await readRasterDirectory(source);
  const result = await createRaster(target, shape, source);
  let finished = false;
  try {
    meter.planTiles(Math.ceil(shape.height / rowsAtOnce));
    const { strength } = translation;
    const painted = await paintRaster({ shape, transforms, placement: whole.frame, strength, amounts, source, target: result, threads: threadsFor(shape), signal: surroundings.signal, onRows: meter.tileDone });
    if (!painted.ok) return painted;
    await result.finish();
    finished = true;
    return succeed({ device, model: translation.id, tile: side, tiles: 1, networkMs, notes: [...found.value.value.notes, ...notes] });
  } finally {
    if (!finished) await result.discard();
  }
}

/** Opens what the network's long part runs in, on the device that is tried first. */
export async function warmUp({ network, model }: Translation, { devices, memory, sessions }: StepSurroundings): Promise<void> {
  const [provider] = devices;
  if (!provider) return;
  if (!network.style) {
    await sessions.get(network.sha256, sourceOf(network, model), provider);
    return;
  }
  const parts = await openRelighter({ network, model }, memory);
  if (parts.ok) await openGraph(memory.graphs, network.sha256, provider)('seeing', parts.value.seeing);
}

type WholeTransforms = { readonly transforms: LocalTransforms; readonly amounts: Float32Array | null; readonly side: number; readonly networkMs: number; readonly notes: readonly Note[] };

/** What costs time is remembered: another strength or other shares of light ask nothing of the network's long part. */
function wholeTransforms({ network, model, lighting, protect }: Translation, whole: WholePicture, { devices, memory, sessions, tile }: StepSurroundings) {
  const longest = Math.min(sideOf(network), tile ?? Infinity);
  const seenBefore = tile === undefined ? memory.pictures : memory.thumbnails;
  return withRetries<WholeTransforms>(devices, longest, async ({ provider, tile: side }) => {
    const open = openGraph(memory.graphs, network.sha256, provider);
    let started = true;
    const noted = <T>(session: Result<T>): Result<T> => {
      started = session.ok;
      return session;
    };
    const opening: Opening = {
      parts: () => openRelighter({ network, model }, memory),
      graph: async (...graph) => noted(await open(...graph)),
      session: async () => noted(await sessions.get(network.sha256, sourceOf(network, model), provider)),
    };
    const origin = [whole.key, whole.reference?.key ?? null, network.sha256, provider, side];
    let networkMs = 0;
    const seen = await seenBefore.get(JSON.stringify(['seen', origin, lighting.code]), async () => {
      const made = await see(network, model, { whole, side, lighting, opening, memory, key: `${provider} ${network.sha256}` });
      if (made.ok) networkMs = made.value.seen.networkMs;
      return made;
    });
    if (!seen.ok) return { result: seen, started };
    const transforms = await seenBefore.get(JSON.stringify(['transforms', origin, lighting]), async () => {
      const made = await transformsOf(seen.value.seen, network, lighting, opening.graph);
      return made.ok ? succeed({ ...made.value, exposure: seen.value.exposure }) : made;
    });
    if (!transforms.ok) return { result: transforms, started };
    const { notes } = seen.value;
    const amounts = await memory.protections.get(JSON.stringify([origin, protect]), () => Promise.resolve(succeed(unprotectedParts(seen.value.seen.small, protect))));
    if (!amounts.ok) return { result: amounts, started };
    return { result: succeed({ transforms: transforms.value, amounts: amounts.value, side, networkMs, notes }), started };
  });
}

type Seeing = { readonly whole: WholePicture; readonly side: number; readonly lighting: Translation['lighting']; readonly opening: Opening; readonly memory: EngineMemory; /** Names the network on its device. */ readonly key: string };

type SeenInSeries = Pick<InSeries, 'exposure' | 'notes'> & { readonly seen: Seen };

async function see(network: ModelNetwork, model: string, { whole, side, lighting, opening, memory: { smalls, series }, key }: Seeing): Promise<Result<SeenInSeries>> {
  const needs = { side, sizeMultiple: network.sizeMultiple, least: shortestSide };
  const read = await smalls.get(JSON.stringify([whole.key, needs]), async () => {
    const raster = await whole.raster();
    return raster.ok ? succeed(await readSmall(raster.value, needs)) : raster;
  });
  if (!read.ok) return read;
  const small = read.value;
  const { exposure, first, notes } = await placeInSeries(whole, small, needs, series);
  const statistics = first && {
    statistics: (measure: (small: SmallPicture) => Promise<Result<NamedTensors>>) =>
      series.get(JSON.stringify(['statistics', first.key, key, lighting.code]), async () => {
        const measured = await first.small();
        return measured.ok ? measure(measured.value) : measured;
      }),
  };
  const seen = await seePicture(exposed(small, exposure), network, model, lighting, { ...opening, ...statistics });
  return seen.ok ? succeed({ exposure, notes, seen: seen.value }) : seen;
}

