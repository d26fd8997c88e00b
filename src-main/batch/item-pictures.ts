/** @file What the window shows of a batch's items: thumbnails, of which the last few are kept, and pictures to compare. Used by main. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Viewable } from '../../src-shared/batch-calls.ts';
import type { Pyramid } from '../../src-shared/pyramid.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import type { Engine } from '../desk/engine.ts';
import type { SessionFolder } from '../desk/session-folder.ts';
import type { TileStore } from '../desk/tile-store.ts';

export type ItemPictures = {
  thumbnail(path: string): Promise<Result<{ readonly id: string; readonly pyramid: Pyramid }>>;
  /** In full; to be released. */
  view(path: string): Promise<Result<Viewable>>;
  release(ids: readonly string[]): Promise<void>;
};

const thumbnailSide = 160;
/** Each is an open file. */
const thumbnailsKept = 300;

export function createItemPictures({ engine, tiles, folder }: { readonly engine: Engine; readonly tiles: TileStore; readonly folder: SessionFolder }): ItemPictures {
  const thumbnails: string[] = [];

  async function forget(id: string): Promise<void> {
    await tiles.release(id);
    await folder.removeIgnoringErrors(id);
  }

  return {
    async thumbnail(path) {
      const id = randomUUID();
      const made = await engine.call('thumbnail', { path, pyramid: folder.file(id), side: thumbnailSide });
      if (!made.ok) return made;
      await tiles.allow(id, folder.file(id), made.value);
      thumbnails.push(id);
      if (thumbnails.length > thumbnailsKept) await forget(thumbnails.shift()!);
      return succeed({ id, pyramid: made.value });
    },
    async view(path) {
      const id = randomUUID();
      const raster = folder.file(`${id}.raster`);
      const opened = await engine.call('open', { path, keep: { raster, pyramid: folder.file(id) } });
      if (!opened.ok) return opened;
      await rm(raster, { force: true });
      await tiles.allow(id, folder.file(id), opened.value.pyramid);
      return succeed({ id, info: opened.value.info, pyramid: opened.value.pyramid });
    },
    async release(ids) {
      await Promise.all(ids.map(forget));
    },
  };
}
