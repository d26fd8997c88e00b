/** @file One pass of tiles over a raster file, tried again in smaller tiles, on other devices and with more overlap until it is good. Runs in the engine. */
import { type Note, note } from '../../src-shared/note.ts';
import type { Provider } from '../../src-shared/device.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { createRaster, openRaster, type RasterReader } from '../image-io/raster.ts';
import { seamLimit } from './seam-score.ts';
import { tiledPass, type TileRunner } from './tiled-pass.ts';
import { planTiles, type TileNeeds, type TilePlan } from './tile-plan.ts';
import { withRetries } from './with-retries.ts';

export type RetriedPass = {
  /** Paths of rasters. */
  readonly source: string;
  readonly target: string;
  readonly targetDepth: 8 | 16;
  readonly network: Pick<ModelNetwork, 'scale' | 'overlap' | 'sizeMultiple' | 'form'> & Pick<TileNeeds, 'blend' | 'pair'>;
  /** Loads the network on a device. */
  readonly open: (provider: Provider) => Promise<Result<TileRunner>>;
  readonly devices: readonly Provider[];
  /** Tile side in input pixels. */
  readonly tile: number;
  readonly signal: AbortSignal;
  readonly onTile: () => void;
  /** See `TiledPass`. */
  readonly onLastGiven?: (() => void) | undefined;
  /** Told of the tiles of another try. */
  readonly onRetry: (plan: TilePlan) => void;
};

export type PassDetails = { readonly device: Provider; readonly plan: TilePlan; readonly seamScore: number | null; readonly notes: readonly Note[] };

export async function tiledWithRetries(pass: RetriedPass): Promise<Result<PassDetails>> {
  const { network } = pass;
  const source = await openRaster(pass.source);
  try {
    const longestTile = Math.min(pass.tile, Math.max(source.width, source.height));
    const done = await withRetries(pass.devices, longestTile, async ({ provider, tile }, isRetry) => {
      const plan = planTiles(source, { ...network, tile });
      if (isRetry) pass.onRetry(plan);
      const runner = await pass.open(provider);
      const ran = runner.ok ? await runInto(pass, source, plan, runner.value) : runner;
      // A network of one size has no room for more overlap.
      if (!runner.ok || !ran.ok || (ran.value ?? 0) <= seamLimit || network.form?.size) return { result: ran.ok ? succeed({ plan, seamScore: ran.value, notes: [] }) : ran, started: runner.ok };
      return { result: await withMoreOverlap(pass, source, tile, runner.value, ran.value!), started: true };
    });
    return done.ok ? succeed({ ...done.value.value, device: done.value.device, notes: [...done.value.notes, ...done.value.value.notes] }) : done;
  } finally {
    await source.close();
  }
}

/** Seams that this overlap leaves stay, and are told of. */
async function withMoreOverlap(pass: RetriedPass, source: RasterReader, tile: number, runner: TileRunner, before: number): Promise<Result<Omit<PassDetails, 'device'>>> {
  // At least as much as a convolution or two, where a network claims to need none.
  const overlap = Math.max(16, 2 * pass.network.overlap);
  const plan = planTiles(source, { ...pass.network, overlap, tile: Math.max(tile, 4 * overlap) });
  pass.onRetry(plan);
  const ran = await runInto(pass, source, plan, runner);
  if (!ran.ok) return ran;
  const told = { before: before.toFixed(2), overlap };
  const notes = [ran.value !== null && ran.value > seamLimit ? note('seams-left', { ...told, after: ran.value.toFixed(2) }) : note('seams-gone', told)];
  return succeed({ plan, seamScore: ran.value, notes });
}

/** The seam score. The target is a whole raster, or absent where the pass failed. */
async function runInto(pass: RetriedPass, source: RasterReader, plan: TilePlan, runner: TileRunner): Promise<Result<number | null>> {
  const { width, height, channels } = source;
  const shape = { width: width * runner.scale, height: height * runner.scale, channels, depth: pass.targetDepth };
  const target = await createRaster(pass.target, shape, pass.source);
  let finished = false;
  try {
    const ran = await tiledPass({ source, target, plan, runner, signal: pass.signal, onTile: pass.onTile, onLastGiven: pass.onLastGiven });
    if (!ran.ok) return ran;
    await target.finish();
    finished = true;
    return succeed(ran.value.seamScore);
  } finally {
    if (!finished) await target.discard();
  }
}
