/** @file Translates a picture at its full size: tiles that all use the statistics of the whole picture. Runs in the engine. */
import { readFile } from 'node:fs/promises';
import { note } from '../../src-shared/note.ts';
import type { Provider } from '../../src-shared/device.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { openRaster, type RasterReader, readRasterDirectory } from '../image-io/raster.ts';
import { splitStatistics, type StatisticsParts } from '../onnx-rewrite/picture-statistics.ts';
import { type PlanarImage, sourceOf } from '../runtime/session.ts';
import { finishRows } from './finish-rows.ts';
import { spreadRows } from './local-transforms.ts';
import { exposed } from './match-exposure.ts';
import type { Memory } from './memory.ts';
import { openGraph } from './open-graph.ts';
import { unprotectedParts } from './protect.ts';
import { paint } from './run-generator.ts';
import { type InSeries, placeInSeries } from './series.ts';
import { measureStatistics, paintWith, takesStatistics } from './shared-statistics.ts';
import type { StepDetails, StepRun, StepSurroundings, WholePicture } from './steps/step.ts';
import type { Translation } from './translation.ts';
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

const perTile = note('tiles-apart');

export async function repaintTexture(translation: Translation, { source, target, whole, meter }: StepRun, surroundings: StepSurroundings): Promise<Result<StepDetails>> {
  const { id } = translation;
  const isFixed = translation.network.form?.size !== undefined;
  const network = isFixed ? translation.network : { ...translation.network, overlap: translation.network.overlap + blend / 2, blend };
  const { shape } = await readRasterDirectory(source);
  const tile = isFixed ? network.tile : (surroundings.tile ?? Math.max(network.tile, leastTile));
  const parts = takesStatistics(network) ? splitStatistics(await readFile(translation.model), { input: network.input, outputs: [network.output], inTiles: true }) : null;
  const seen = await readThumbnail(whole, network.sizeMultiple, surroundings.memory.series);
  if (!seen.ok) return seen;
  const picture = await openRaster(source);
  const spent = { networkMs: 0 };
  try {
    meter.planTiles(countTiles(planTiles(shape, { ...network, tile })));
    const pass = await tiledWithRetries({
      source,
      target,
      targetDepth: shape.depth,
      network,
      open: (provider) => openRunner({ translation, parts, whole, seen: seen.value, picture, spent }, provider, surroundings),
      devices: surroundings.devices,
      tile,
      signal: surroundings.signal,
      onTile: meter.tileDone,
      onRetry: (plan) => { meter.planTiles(countTiles(plan)); },
    });
    if (!pass.ok) return pass;
    const { device, plan, seamScore, notes } = pass.value;
    const side = Math.max(plan.columns.tile, plan.rows.tile);
    return succeed({ device, model: id, tile: side, tiles: countTiles(plan), networkMs: spent.networkMs, seamScore, notes: [...seen.value.notes, ...(parts ? [] : [perTile]), ...notes] });
  } finally {
    await picture.close();
  }
}

type Repainting = {
  readonly translation: Translation;
  readonly parts: StatisticsParts | null;
  readonly whole: WholePicture;
  readonly seen: Thumbnails;
  /** The source, for what of it shows through. */
  readonly picture: RasterReader;
  readonly spent: { networkMs: number };
};

async function openRunner(repainting: Repainting, provider: Provider, { memory, sessions }: StepSurroundings): Promise<Result<TileRunner>> {
  const { translation, parts, seen, spent } = repainting;
  const { network, model } = translation;
  if (!parts) {
    const session = await sessions.get(network.sha256, sourceOf(network, model), provider);
    return session.ok ? succeed(runnerOf(repainting, timing((image) => paint(image, network, session.value), spent))) : session;
  }
  const open = openGraph(memory.graphs, network.sha256, provider);
  const { first, own, ownKey } = seen;
  const measured = await memory.series.get(JSON.stringify(['statistics', first?.key ?? ownKey, provider, network.sha256]), async () => {
    const small = first ? await first.small() : succeed(own);
    return small.ok ? measureStatistics(parts, small.value, network, open) : small;
  });
  if (!measured.ok) return measured;
  const session = await open('applying', parts.applying);
  return session.ok ? succeed(runnerOf(repainting, timing((image) => paintWith(measured.value, image, network, session.value), spent))) : session;
}

type Thumbnails = InSeries & {
  /** In the exposure of its series. */
  readonly own: SmallPicture;
  readonly ownKey: string;
};

async function readThumbnail(whole: WholePicture, sizeMultiple: number, memory: Memory): Promise<Result<Thumbnails>> {
  const needs = { side: thumbnailSide, sizeMultiple };
  const raster = await whole.raster();
  if (!raster.ok) return raster;
  const small = await readSmall(raster.value, needs);
  const series = await placeInSeries(whole, small, needs, memory);
  return succeed({ ...series, own: exposed(small, series.exposure), ownKey: whole.key });
}

type Paint = (image: PlanarImage) => Promise<Result<Float32Array>>;

const timing =
  (run: Paint, spent: { networkMs: number }): Paint =>
  async (image) => {
    const startedAt = performance.now();
    const result = await run(image);
    spent.networkMs += performance.now() - startedAt;
    return result;
  };

function runnerOf({ translation, whole, picture, seen: { own, exposure } }: Repainting, run: Paint): TileRunner {
  const { strength, protect } = translation;
  const amounts = unprotectedParts(own, protect);
  return {
    scale: 1,
    gain: 1,
    async run(window, tile) {
      const { input, alpha } = packTile(window, tile, 1);
      if (exposure !== 1) input.forEach((value, index) => (input[index] = Math.min(1, exposure * value)));
      const painted = await run({ data: input, width: tile.width, height: tile.height });
      if (!painted.ok) return painted;
      const planes = planesOf(painted.value, 3);
      const colour = window.channels <= 2 ? [meanPlane(planes)] : planes;
      return succeed(alpha ? [...colour, alpha] : colour);
    },
    async finish(rows, first) {
      const { width, channels } = picture;
      const count = rows.length / (width * channels);
      const window = { samples: await picture.readRows(first, count), width, channels, first, count };
      const spread = amounts ? spreadRows(amounts, own, window, whole.frame) : undefined;
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
