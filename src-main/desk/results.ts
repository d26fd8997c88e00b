/** @file Results as stages that the canvas can draw: found in the cache, or computed by an engine; used by main. */
import { join } from 'node:path';
import type { Provider } from '../../src-shared/device.ts';
import { type Failure, failure, unforeseen } from '../../src-shared/failure.ts';
import type { Stage } from '../../src-shared/ipc.ts';
import { namedMaskFiles } from '../../src-shared/mask/file-path.ts';
import type { Progress } from '../../src-shared/job.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { type Result, failWith, succeed } from '../../src-shared/result.ts';
import { writeFailure } from '../image-io/file-failure.ts';
import type { Engine } from './engine.ts';
import type { OpenPicture } from './pictures.ts';
import type { PendingResult, ResultCache, ResultEntry } from './result-cache.ts';
import type { TileStore } from './tile-store.ts';

export type StepRun = {
  readonly picture: OpenPicture;
  readonly recipe: Recipe;
  readonly key: string;
  /** The stages before; the step that follows them is run. */
  readonly stages: readonly Stage[];
  /** Side in input pixels, instead of the model's own. */
  readonly tile?: number | undefined;
};
type Watch = { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void };

export type Results = {
  /** One a step; see `resultKeys`. */
  keys(picture: OpenPicture, recipe: Recipe): Promise<string[]>;
  /** With `tile`, only what was made with tiles of that side at most. */
  find(key: string, tile?: number): Promise<Stage | null>;
  run(step: StepRun, watch: Watch): Promise<Result<Stage>>;
  /** The file of a stage's pixels. */
  raster(stageId: string): string;
  /** Closes the tiles of a picture's results; they stay in the cache. */
  release(sha256: string): Promise<void>;
};

type Surroundings = {
  readonly engine: Engine;
  readonly cache: ResultCache;
  readonly tiles: TileStore;
  /** The devices that may be used, best first. */
  readonly ladder: () => readonly Provider[];
  readonly keysOf: (sha256: string, recipe: Recipe) => Promise<string[]>;
};

export function createResults({ engine, cache, tiles, ladder, keysOf }: Surroundings): Results {
  /** The sha256 of the picture by the id of every stage that was handed out. */
  const shown = new Map<string, string>();

  async function show({ id, source, pyramid, details }: ResultEntry): Promise<Stage> {
    shown.set(id, source);
    await tiles.allow(id, cache.files(id).pyramid, pyramid);
    return { id, pyramid, details };
  }

  const raster = (stageId: string) => cache.files(stageId).raster;

  async function runInto(pending: PendingResult, { picture, recipe, key, stages, tile }: StepRun, watch: Watch): Promise<Result<Stage>> {
    const before = stages.at(-1);
    const step = namedMaskFiles(recipe, picture.name).steps[stages.length]!;
    const runOn = (input: { readonly raster: string; readonly pyramid: string }) => engine.call('run', { input, recipe: { version: 1, steps: [step] }, ladder: [...ladder()], ...(tile === undefined ? {} : { tile }), keep: pending.files }, watch);
    const ran = await (before ? runOn(cache.files(before.id)) : picture.source.use((from) => runOn({ raster: from, pyramid: picture.source.pyramid })));
    if (!ran.ok) return ran;
    const { pyramid, details } = ran.value;
    if (!pyramid) return failWith(failure('internal', 'The engine kept no result to show.'));
    if (watch.signal.aborted) return failWith(failure('cancelled', 'Cancelled.'));
    return succeed(await show(await pending.keep({ key, source: picture.source.sha256, pyramid, details })));
  }

  /** Nothing stays of a run that fails. */
  async function attempt(step: StepRun, watch: Watch): Promise<Result<Stage>> {
    let pending: PendingResult | undefined;
    try {
      pending = await cache.begin();
      const ran = await runInto(pending, step, watch);
      if (!ran.ok) await pending.discard();
      return ran;
    } catch (error) {
      await pending?.discard().catch(() => undefined);
      return failWith(isSystemError(error) ? writeFailure(join(cache.folder, 'result'), error) : unforeseen(error));
    }
  }

  return {
    keys: (picture, recipe) => keysOf(picture.source.sha256, namedMaskFiles(recipe, picture.name)),
    async find(key, tile = Infinity) {
      const entry = (await cache.find(key)).find(({ details }) => details.tile <= tile);
      return entry ? show(entry) : null;
    },
    async run(step, watch) {
      const ran = await attempt(step, watch);
      if (ran.ok || ran.error.code !== 'disk-full') return ran;
      // Kept results of pictures that are not open must not stand in the way of new ones.
      const again = (await cache.clear()) ? await attempt(step, watch) : ran;
      return again.ok || again.error.code !== 'disk-full' ? again : failWith(noRoom(cache.folder, again.error));
    },
    raster,
    async release(sha256) {
      for (const [id, source] of shown) {
        if (source !== sha256) continue;
        shown.delete(id);
        await tiles.release(id);
      }
      await cache.trim();
    },
  };
}

const isSystemError = (error: unknown): boolean => error instanceof Error && 'code' in error;

const noRoom = (folder: string, { message, detail }: Failure): Failure =>
  failure('disk-full', `The disk is full: the result could not be kept in ${folder}.`, {
    advice: 'Free some space there, or close pictures that you no longer need; then run again.',
    detail: [message, detail].filter(Boolean).join('\n'),
  });
