/** @file Translates a picture at its full size: tiles that all use the statistics of the whole picture. Runs in the engine. */
import { readFile } from 'node:fs/promises';
import type { Provider } from '../../src-shared/device.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { openRaster, type RasterReader, readRasterDirectory } from '../image-io/raster.ts';
import { splitStatistics, type StatisticsParts } from '../onnx-rewrite/picture-statistics.ts';
import type { NamedTensors, TrainingSession } from '../runtime/training-session.ts';
import { checkOutput } from './check-output.ts';
import { finishRows } from './finish-rows.ts';
import { spreadRows } from './local-transforms.ts';
import { openGraph } from './open-graph.ts';
import { unprotectedParts } from './protect.ts';
import type { OpenGraph } from './run-generator.ts';
import type { StepDetails, StepRun, StepSurroundings, WholePicture } from './steps/step.ts';
import type { Translation } from './steps/translate.ts';
import { meanPlane, planesOf } from './tensor.ts';
import type { TileRunner } from './tiled-pass.ts';
import { tiledWithRetries } from './tiled-with-retries.ts';
import { countTiles, planTiles } from './tile-plan.ts';
import { packTile } from './upscale-tile.ts';
import { readSmall, type SmallPicture } from './whole-picture.ts';

/** Longest side of the copy that statistics are measured on: a picture up to it is measured as it is. */
const thumbnailSide = 1024;
/** Shortest tile side worth its overlap. */
const leastTile = 512;
/** Pixels in which a tile fades into the next: beyond what a network reaches, tiles are alike. */
const blend = 8;

const perTile = 'The model looks at its whole picture in a way that tiles cannot share: they may differ.';

export async function repaintTexture(translation: Translation, { source, target, whole, meter }: StepRun, surroundings: StepSurroundings): Promise<Result<StepDetails>> {
  const { id } = translation;
  const network = { ...translation.network, overlap: translation.network.overlap + blend / 2, blend };
  const { shape } = await readRasterDirectory(source);
  const tile = surroundings.tile ?? Math.max(network.tile, leastTile);
  const bytes = await readFile(translation.model);
  const parts = splitStatistics(bytes, network);
  const picture = await openRaster(source);
  const spent = { networkMs: 0 };
  try {
    meter.planTiles(countTiles(planTiles(shape, { ...network, tile })));
    const pass = await tiledWithRetries({
      source,
      target,
      targetDepth: shape.depth,
      network,
      open: (provider) => openRunner({ translation, bytes, parts, whole, picture, spent }, provider, surroundings),
      devices: surroundings.devices,
      tile,
      signal: surroundings.signal,
      onTile: meter.tileDone,
      onRetry: (plan) => { meter.planTiles(countTiles(plan)); },
    });
    if (!pass.ok) return pass;
    const { device, plan, seamScore, notes } = pass.value;
    const side = Math.max(plan.columns.tile, plan.rows.tile);
    return succeed({ device, model: id, tile: side, tiles: countTiles(plan), networkMs: spent.networkMs, seamScore, notes: [...(parts ? [] : [perTile]), ...notes] });
  } finally {
    await picture.close();
  }
}

type Repainting = {
  readonly translation: Translation;
  readonly bytes: Uint8Array;
  readonly parts: StatisticsParts | null;
  readonly whole: WholePicture;
  /** The source, for what of it shows through. */
  readonly picture: RasterReader;
  readonly spent: { networkMs: number };
};

async function openRunner(repainting: Repainting, provider: Provider, { memory }: StepSurroundings): Promise<Result<TileRunner>> {
  const { translation, bytes, parts, whole, spent } = repainting;
  const { network, protect } = translation;
  const open = openGraph(memory.graphs, network.sha256, provider);
  const timed: OpenGraph = async (...graph) => {
    const session = await open(...graph);
    return session.ok ? succeed(timing(session.value, spent)) : session;
  };
  const needsSmall = protect !== 'none' || (parts?.statistics.length ?? 0) > 0;
  const small = needsSmall ? await thumbnailOf(whole, network.sizeMultiple) : succeed(null);
  if (!small.ok) return small;
  const statistics = small.value && parts ? await memory.pictures.get(JSON.stringify(['statistics', whole.key, network.sha256, provider]), () => measure(parts, small.value!, translation, timed)) : succeed({});
  if (!statistics.ok) return statistics;
  const session = await timed(parts ? 'applying' : 'whole', parts ? parts.applying : bytes);
  return session.ok ? succeed(runnerOf(repainting, session.value, statistics.value, small.value)) : session;
}

async function thumbnailOf(whole: WholePicture, sizeMultiple: number): Promise<Result<SmallPicture>> {
  const raster = await whole.raster();
  return raster.ok ? succeed(await readSmall(raster.value, { side: thumbnailSide, sizeMultiple })) : raster;
}

async function measure(parts: StatisticsParts, small: SmallPicture, { network }: Translation, open: OpenGraph): Promise<Result<NamedTensors>> {
  if (parts.statistics.length === 0) return succeed({});
  const session = await open('measuring', parts.measuring);
  if (!session.ok) return session;
  const values = network.range === 1 ? small.planes : small.planes.map((value) => value * network.range);
  return session.value.run({ [network.input]: { shape: [1, 3, small.planeHeight, small.planeWidth], values } });
}

const timing = ({ run, release }: TrainingSession, spent: { networkMs: number }): TrainingSession => ({
  async run(...feeds) {
    const startedAt = performance.now();
    const result = await run(...feeds);
    spent.networkMs += performance.now() - startedAt;
    return result;
  },
  release,
});

function runnerOf({ translation, whole, picture }: Repainting, session: TrainingSession, statistics: NamedTensors, small: SmallPicture | null): TileRunner {
  const { network, strength, protect } = translation;
  const amounts = small ? unprotectedParts(small, protect) : null;
  return {
    scale: 1,
    gain: 1 / network.range,
    async run(window, tile) {
      const { input, alpha } = packTile(window, tile, network.range);
      const ran = await session.run({ ...statistics, [network.input]: { shape: [1, 3, tile.height, tile.width], values: input } });
      if (!ran.ok) return ran;
      const output = ran.value[network.output]?.values ?? new Float32Array();
      const checked = checkOutput(input, output, input.length, network.range);
      if (!checked.ok) return checked;
      const planes = planesOf(output, 3);
      const colour = window.channels <= 2 ? [meanPlane(planes)] : planes;
      return succeed(alpha ? [...colour, alpha] : colour);
    },
    async finish(rows, first) {
      const { width, channels } = picture;
      const count = rows.length / (width * channels);
      const window = { samples: await picture.readRows(first, count), width, channels, first, count };
      const spread = amounts && small ? spreadRows(amounts, small, window, whole.frame) : undefined;
      return finishRows(window, coloursOf(rows, channels), { strength, amounts: spread }, whole.frame);
    },
  };
}

/** Three values a pixel, without alpha. */
function coloursOf(rows: Float32Array, channels: number): Float32Array {
  if (channels === 3) return rows;
  const colours = new Float32Array((3 * rows.length) / channels);
  for (let from = 0, to = 0; from < rows.length; from += channels, to += 3) for (let channel = 0; channel < 3; channel += 1) colours[to + channel] = rows[from + (channels > 2 ? channel : 0)]!;
  return colours;
}
