/** @file One pass of an upscaling network over a raster file. Runs in the engine. */
import type { ModelNetwork } from '../../src-shared/model.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import type { SessionCache } from '../runtime/session-cache.ts';
import { tilesOf } from '../runtime/session.ts';
import { type PassDetails as TiledDetails, type RetriedPass as TiledPass, tiledWithRetries } from './tiled-with-retries.ts';
import { type RunningNetwork, upscaleRunner } from './upscale-tile.ts';

export type RetriedPass = Omit<TiledPass, 'network' | 'open'> & {
  readonly network: ModelNetwork;
  /** Path of the network's ONNX file. */
  readonly model: string;
  readonly sessions: SessionCache;
};
export type PassDetails = TiledDetails & { readonly networkMs: number };

/** A network of one size takes as long for a half as for the whole. */
export const pairs = ({ form }: Pick<ModelNetwork, 'form'>): boolean => !form?.size;

/** Time in the network is that of every try. */
export async function upscaleWithRetries({ network, model, sessions, ...pass }: RetriedPass): Promise<Result<PassDetails>> {
  const running: RunningNetwork[] = [];
  const done = await tiledWithRetries({
    ...pass,
    network: { ...network, pair: pairs(network) },
    async open(provider) {
      const session = await sessions.get(network.sha256, tilesOf(network, model), provider);
      if (!session.ok) return session;
      const opened: RunningNetwork = { scale: network.scale, range: network.range, session: session.value, networkMs: 0 };
      running.push(opened);
      return succeed(upscaleRunner(opened));
    },
  });
  return done.ok ? succeed({ ...done.value, networkMs: running.reduce((sum, { networkMs }) => sum + networkMs, 0) }) : done;
}
