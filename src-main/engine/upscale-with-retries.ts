/** @file One pass of a network over a raster file, tried again in smaller tiles and on other devices until it is good. Runs in the engine. */
import type { Provider } from '../../src-shared/device.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { createRaster, openRaster, type RasterReader } from '../image-io/raster.ts';
import type { SessionCache } from '../runtime/session-cache.ts';
import { type Session, sourceOf } from '../runtime/session.ts';
import { planTiles, type TilePlan } from './tile-plan.ts';
import { upscalePass } from './upscale-pass.ts';
import { withRetries } from './with-retries.ts';

export type RetriedPass = {
  /** Paths of rasters. */
  readonly source: string;
  readonly target: string;
  readonly targetDepth: 8 | 16;
  readonly network: ModelNetwork;
  /** Path of the network's ONNX file. */
  readonly model: string;
  readonly sessions: SessionCache;
  readonly devices: readonly Provider[];
  /** Tile side in input pixels. */
  readonly tile: number;
  readonly signal: AbortSignal;
  readonly onTile: () => void;
  /** Told of the tiles of another try. */
  readonly onRetry: (plan: TilePlan) => void;
};

export type PassDetails = { readonly device: Provider; readonly plan: TilePlan; readonly networkMs: number; readonly notes: readonly string[] };

export async function upscaleWithRetries(pass: RetriedPass): Promise<Result<PassDetails>> {
  const { network, model } = pass;
  const source = await openRaster(pass.source);
  try {
    const longestTile = Math.min(pass.tile, Math.max(source.width, source.height));
    const done = await withRetries(pass.devices, longestTile, async ({ provider, tile }, isRetry) => {
      const plan = planTiles(source, { ...network, tile });
      if (isRetry) pass.onRetry(plan);
      const session = await pass.sessions.get(network.sha256, sourceOf(network, model), provider);
      const ran = session.ok ? await runInto(pass, source, plan, session.value) : session;
      return { result: ran.ok ? succeed({ plan, networkMs: ran.value }) : ran, started: session.ok };
    });
    return done.ok ? succeed({ ...done.value.value, device: done.value.device, notes: done.value.notes }) : done;
  } finally {
    await source.close();
  }
}

/** Milliseconds inside the network. The target is a whole raster, or absent where the pass failed. */
async function runInto(pass: RetriedPass, source: RasterReader, plan: TilePlan, session: Session): Promise<Result<number>> {
  const { width, height, channels } = source;
  const { scale, range } = pass.network;
  const shape = { width: width * scale, height: height * scale, channels, depth: pass.targetDepth };
  const target = await createRaster(pass.target, shape, pass.source);
  const network = { scale, range, session, networkMs: 0 };
  let finished = false;
  try {
    const ran = await upscalePass({ source, target, plan, network, signal: pass.signal, onTile: pass.onTile });
    if (!ran.ok) return ran;
    await target.finish();
    finished = true;
    return succeed(network.networkMs);
  } finally {
    if (!finished) await target.discard();
  }
}
