/** @file Previews of regions: one engine of their own, one at a time, the newest of an id alone; used by main. */
import { randomUUID } from 'node:crypto';
import type { Provider } from '../../src-shared/device.ts';
import { failure } from '../../src-shared/failure.ts';
import type { Preview } from '../../src-shared/ipc.ts';
import { namedMaskFiles } from '../../src-shared/mask/file-path.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { cutRegion, growRegion, type Region, type Shrink } from '../../src-shared/region.ts';
import { type Result, failWith, succeed } from '../../src-shared/result.ts';
import type { Engine } from './engine.ts';
import { keptStart } from './kept-start.ts';
import type { OpenPicture } from './pictures.ts';
import type { Results } from './results.ts';
import { createSerial } from '../../src-shared/serial.ts';
import type { SessionFolder } from './session-folder.ts';
import type { TileStore } from './tile-store.ts';

export type PreviewRequest = { readonly previewId: string; readonly recipe: Recipe; readonly region: Region; readonly shrink: Shrink; /** Side of tiles, and the longest of what a generator sees of the whole picture. */ readonly tile?: number | undefined; /** A folder with models that are not taken in yet. */ readonly models?: string; /** Whether the part of the region that differs from the source is enough. */ readonly narrow?: boolean | undefined };

export type Previews = {
  run(picture: OpenPicture | undefined, request: PreviewRequest): Promise<Result<Preview>>;
  cancel(previewId: string): void;
  /** Forgets the tiles of an answered preview. */
  release(id: string): Promise<void>;
  /** Cancels and forgets every preview of a picture. */
  forget(pictureId: string): Promise<void>;
};

type Surroundings = {
  readonly engine: Engine;
  readonly results: Pick<Results, 'keys' | 'find' | 'raster'>;
  readonly tiles: TileStore;
  readonly folder: SessionFolder;
  /** The devices that may be used, best first. */
  readonly ladder: () => readonly Provider[];
};

const cancelled = failWith(failure('cancelled', 'Cancelled.'));

export function createPreviews({ engine, results, tiles, folder, ladder }: Surroundings): Previews {
  const running = new Map<string, { readonly pictureId: string; readonly abort: AbortController }>();
  /** The picture by the id of every preview that was answered. */
  const answered = new Map<string, string>();
  const oneAtATime = createSerial();
  const fileName = (id: string) => `${id}.preview`;

  async function compute(picture: OpenPicture, { recipe, region: wanted, shrink, tile, models, narrow = false }: PreviewRequest, signal: AbortSignal): Promise<Result<Preview>> {
    if (signal.aborted) return cancelled;
    const { info } = picture.state;
    const seen = cutRegion(wanted, info);
    if (!seen) return failWith(failure('bad-request', 'The region lies outside the picture.', { reason: 'region-outside' }));
    const region = growRegion(seen, 0, shrink, info);
    const { use, scale, kept } = await keptStart(results, picture, recipe);
    const rest = { ...recipe, steps: namedMaskFiles(recipe, picture.name).steps.slice(kept) };
    const id = randomUUID();
    const pyramid = folder.file(fileName(id));
    const ran = await use((raster) => engine.call('preview', { raster, region: enlarged(region, scale), shrink, narrow: narrow && kept === 0, recipe: rest, ladder: [...ladder()], pyramid, ...(tile === undefined ? {} : { tile }), ...(models === undefined ? {} : { models }) }, { signal }));
    if (ran.ok && !signal.aborted) {
      await tiles.allow(id, pyramid, ran.value.pyramid);
      return succeed({ id, ...ran.value, region: kept === 0 ? ran.value.region : region, kept });
    }
    await folder.removeIgnoringErrors(fileName(id));
    return ran.ok ? cancelled : ran;
  }

  async function release(id: string): Promise<void> {
    if (!answered.delete(id)) return;
    await tiles.release(id);
    await folder.removeIgnoringErrors(fileName(id));
  }

  return {
    async run(picture, request) {
      if (!picture) return failWith(failure('bad-request', 'The picture is not open.', { reason: 'picture-not-open' }));
      running.get(request.previewId)?.abort.abort();
      const own = { pictureId: picture.id, abort: new AbortController() };
      running.set(request.previewId, own);
      const preview = await oneAtATime(() => compute(picture, request, own.abort.signal));
      if (running.get(request.previewId) === own) running.delete(request.previewId);
      if (preview.ok) answered.set(preview.value.id, picture.id);
      return preview;
    },
    cancel(previewId) {
      running.get(previewId)?.abort.abort();
    },
    release,
    async forget(pictureId) {
      for (const { pictureId: id, abort } of running.values()) if (id === pictureId) abort.abort();
      await Promise.all([...answered].filter(([, id]) => id === pictureId).map(([id]) => release(id)));
    },
  };
}

const enlarged = ({ x, y, width, height }: Region, scale: number): Region => ({ x: x * scale, y: y * scale, width: width * scale, height: height * scale });
