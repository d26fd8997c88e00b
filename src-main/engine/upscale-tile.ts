/** @file One tile through a network: samples in, planes out, whatever the picture's channels. Runs in the engine. */
import type { ModelNetwork } from '../../src-shared/model.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import type { Session } from '../runtime/session.ts';
import { bleedColour, clampToSource, constantOf } from './alpha.ts';
import { checkOutput } from './check-output.ts';
import { largestSample, meanPlane, planesOf, type RowWindow, type TileFrame, unpackPlane } from './tensor.ts';
import type { TileRunner } from './tiled-pass.ts';

/** A network ready to run, and how long it has run so far. */
export type RunningNetwork = Pick<ModelNetwork, 'scale' | 'range'> & { readonly session: Session; networkMs: number };

export const upscaleRunner = (network: RunningNetwork): TileRunner => ({
  scale: network.scale,
  gain: 1 / network.range,
  lanes: network.session.lanes,
  run: (window, tile) => upscaleTile(window, tile, network),
});

/** One plane a channel of the picture, `scale` times the tile's size, in the network's range. */
export async function upscaleTile(window: RowWindow, tile: TileFrame, network: RunningNetwork): Promise<Result<Float32Array[]>> {
  const { input, alpha } = packTile(window, tile, network.range);
  const result = await runChecked(input, tile, network);
  if (!result.ok) return result;
  const upscaled = planesOf(result.value, 3);
  const channels = window.channels <= 2 ? [meanPlane(upscaled)] : upscaled;
  if (!alpha) return succeed(channels);
  const upscaledAlpha = await upscaleAlpha(alpha, tile, network);
  return upscaledAlpha.ok ? succeed([...channels, upscaledAlpha.value]) : upscaledAlpha;
}

/** What a network takes of a tile: red, green and blue up to `range`, a grey picture's thrice; and alpha alike, null where there is none. */
export function packTile(window: RowWindow, tile: TileFrame, range: number): { readonly input: Float32Array; readonly alpha: Float32Array | null } {
  const grey = window.channels <= 2;
  const gain = range / largestSample(window.samples);
  const input = new Float32Array(3 * tile.width * tile.height);
  const planes = planesOf(input, 3);
  const colour = grey ? planes.slice(0, 1) : planes;
  colour.forEach((plane, channel) => {
    unpackPlane(window, channel, tile, gain, plane);
  });
  const alpha = window.channels % 2 === 0 ? new Float32Array(tile.width * tile.height) : null;
  if (alpha) {
    unpackPlane(window, window.channels - 1, tile, gain, alpha);
    bleedColour(colour, alpha, tile);
  }
  if (grey) spread(planes);
  return { input, alpha };
}

/** See [Note: Alpha] in alpha.ts. A tile of one alpha, most often opaque, needs no network. */
async function upscaleAlpha(alpha: Float32Array, tile: TileFrame, network: RunningNetwork): Promise<Result<Float32Array>> {
  const constant = constantOf(alpha);
  if (constant !== undefined) return succeed(new Float32Array(alpha.length * network.scale ** 2).fill(constant));
  const input = new Float32Array(3 * alpha.length);
  input.set(alpha);
  spread(planesOf(input, 3));
  const result = await runChecked(input, tile, network);
  if (!result.ok) return result;
  const upscaled = meanPlane(planesOf(result.value, 3));
  clampToSource(upscaled, alpha, tile, network.scale);
  return succeed(upscaled);
}

/** Copies the first plane over the other two. */
function spread([first, ...others]: readonly Float32Array[]): void {
  for (const plane of others) plane.set(first!);
}

async function runChecked(input: Float32Array, tile: TileFrame, network: RunningNetwork): Promise<Result<Float32Array>> {
  const result = await network.session.run({ data: input, width: tile.width, height: tile.height });
  if (!result.ok) return result;
  network.networkMs += result.value.milliseconds;
  const checked = checkOutput(input, result.value.data, input.length * network.scale ** 2, network.range);
  return checked.ok ? succeed(result.value.data) : checked;
}
