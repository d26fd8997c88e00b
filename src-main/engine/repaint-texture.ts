/** @file Translates a picture at its full size: tiles that all use the statistics of the whole picture. Runs in the engine. */
import { readFile } from 'node:fs/promises';
import type { Provider } from '../../src-shared/device.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { openRaster, type RasterReader, readRasterDirectory } from '../image-io/raster.ts';
import { splitStatistics, type StatisticsParts } from '../onnx-rewrite/picture-statistics.ts';
import { type PlanarImage, sourceOf } from '../runtime/session.ts';
import type { NamedTensors, TrainingSession } from '../runtime/training-session.ts';
import { checkOutput } from './check-output.ts';
import { finishRows } from './finish-rows.ts';
import { spreadRows } from './local-transforms.ts';
import { openGraph } from './open-graph.ts';
import { unprotectedParts } from './protect.ts';
import { type OpenGraph, paint } from './run-generator.ts';
import { inSeries } from './series-statistics.ts';
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

const perTile = 'The model looks at its whole picture in a way that tiles cannot share: they may differ.';

export async function repaintTexture(translation: Translation, { source, target, whole, meter }: StepRun, surroundings: StepSurroundings): Promise<Result<StepDetails>> {
  const { id } = translation;
  const isFixed = translation.network.form?.size !== undefined;
  const network = isFixed ? translation.network : { ...translation.network, overlap: translation.network.overlap + blend / 2, blend };
  const { shape } = await readRasterDirectory(source);
  const tile = isFixed ? network.tile : (surroundings.tile ?? Math.max(network.tile, leastTile));
  const parts = takesStatistics(network) ? splitStatistics(await readFile(translation.model), network) : null;
  const picture = await openRaster(source);
  const spent = { networkMs: 0 };
  try {
    meter.planTiles(countTiles(planTiles(shape, { ...network, tile })));
    const pass = await tiledWithRetries({
      source,
      target,
      targetDepth: shape.depth,
      network,
      open: (provider) => openRunner({ translation, parts, whole, picture, spent }, provider, surroundings),
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

/** Networks of other programs whose pictures are tensors as Imago's are. */
const takesStatistics = ({ form }: ModelNetwork): boolean => !form || (form.layout === 'nchw' && form.elements === 'float32' && !form.size);

type Repainting = {
  readonly translation: Translation;
  readonly parts: StatisticsParts | null;
  readonly whole: WholePicture;
  /** The source, for what of it shows through. */
  readonly picture: RasterReader;
  readonly spent: { networkMs: number };
};

async function openRunner(repainting: Repainting, provider: Provider, { memory, sessions, series }: StepSurroundings): Promise<Result<TileRunner>> {
  const { translation, parts, whole, spent } = repainting;
  const { network, protect, model } = translation;
  const needsSmall = protect !== 'none' || (parts?.statistics.length ?? 0) > 0;
  const small = needsSmall ? await thumbnailOf(whole, network.sizeMultiple) : succeed(null);
  if (!small.ok) return small;
  if (!parts) {
    const session = await sessions.get(network.sha256, sourceOf(network, model), provider);
    return session.ok ? succeed(runnerOf(repainting, timing((image) => paint(image, network, session.value), spent), small.value)) : session;
  }
  const open = openGraph(memory.graphs, network.sha256, provider);
  const measured = small.value ? await memory.pictures.get(JSON.stringify(['statistics', whole.key, series ?? null, network.sha256, provider]), () => inSeries(series, network.sha256, () => measure(parts, small.value!, network, open))) : succeed({});
  if (!measured.ok) return measured;
  const session = await open('applying', parts.applying);
  return session.ok ? succeed(runnerOf(repainting, timing((image) => paintWith(measured.value, image, network, session.value), spent), small.value)) : session;
}

async function thumbnailOf(whole: WholePicture, sizeMultiple: number): Promise<Result<SmallPicture>> {
  const raster = await whole.raster();
  return raster.ok ? succeed(await readSmall(raster.value, { side: thumbnailSide, sizeMultiple })) : raster;
}

async function measure(parts: StatisticsParts, { planes, planeWidth, planeHeight }: SmallPicture, network: ModelNetwork, open: OpenGraph): Promise<Result<NamedTensors>> {
  if (parts.statistics.length === 0) return succeed({});
  const session = await open('measuring', parts.measuring);
  return session.ok ? session.value.run({ [network.input]: fed({ data: planes, width: planeWidth, height: planeHeight }, network) }) : session;
}

function fed(image: PlanarImage, { range, form }: ModelNetwork): NamedTensors[string] {
  const levels = form?.input ?? { black: 0, white: range };
  const values = levels.black === 0 && levels.white === 1 ? image.data : image.data.map((value) => levels.black + (levels.white - levels.black) * value);
  return { shape: [1, 3, image.height, image.width], values };
}

/** A picture in [0, 1] through the graph that takes statistics. */
async function paintWith(statistics: NamedTensors, image: PlanarImage, network: ModelNetwork, session: TrainingSession): Promise<Result<Float32Array>> {
  const ran = await session.run({ ...statistics, [network.input]: fed(image, network) });
  if (!ran.ok) return ran;
  const { black, white } = network.form?.output ?? { black: 0, white: network.range };
  const painted = (ran.value[network.output]?.values ?? new Float32Array()).map((value) => (value - black) / (white - black));
  const checked = checkOutput(image.data, painted, image.data.length, 1);
  return checked.ok ? succeed(painted) : checked;
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

function runnerOf({ translation, whole, picture }: Repainting, run: Paint, small: SmallPicture | null): TileRunner {
  const { strength, protect } = translation;
  const amounts = small ? unprotectedParts(small, protect) : null;
  return {
    scale: 1,
    gain: 1,
    async run(window, tile) {
      const { input, alpha } = packTile(window, tile, 1);
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
