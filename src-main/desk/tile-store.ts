/**
 * @file The pyramids that the canvas may draw: an allow list of ids, each with one open file; used by main.
 *
 * Ids are random and never name a path, so nothing outside the list can be read.
 */
import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { type Pyramid, pyramidLevels, thumbnailSize, tileOffset, tilePlace } from '../../src-shared/pyramid.ts';
import { shrinkTile } from './shrink-tile.ts';
import { smallestTile } from './thumbnail.ts';

export type TileAddress = { readonly id: string; readonly level: number; readonly column: number; readonly row: number };

export type TileStore = {
  /**
   * An id that is allowed already keeps its file. Who asks for tiles before the file is `written` waits for it. `onShown` is
   * called before a tile is read of any level but the smallest, which thumbnails show; the read goes on when it is done.
   */
  allow(id: string, file: string, pyramid: Pyramid, events?: { readonly written?: Promise<unknown>; readonly onShown?: () => Promise<unknown> }): Promise<void>;
  /** Keeps the smallest level alone, copied to `file`; the others cannot be read until `widen`. */
  narrow(id: string, file: string): Promise<void>;
  /** Gives an allowed id another file, with every level. */
  widen(id: string, file: string, pyramid: Pyramid): Promise<void>;
  /** The RGBA bytes of the tile's rows that are the picture's, or undefined where there is no such tile. */
  read(address: TileAddress): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The picture's `thumbnailSize` as RGBA bytes, or undefined where there is no such pyramid. */
  thumbnail(id: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  release(id: string): Promise<void>;
};

type Entry = {
  readonly handle: FileHandle;
  readonly pyramid: Pyramid;
  /** Bytes of the pyramid that stand before those of the file. */
  readonly start: number;
  readonly onShown: (() => Promise<unknown>) | undefined;
};

export function createTileStore(): TileStore {
  const pyramids = new Map<string, Promise<Entry>>();
  const find = (id: string) => pyramids.get(id)?.catch(() => undefined);

  async function replace(id: string, file: string, change: Partial<Entry>): Promise<void> {
    const known = pyramids.get(id);
    const before = await find(id);
    if (!before) return;
    const handle = await open(file, 'r');
    // It may have been released meanwhile.
    if (pyramids.get(id) !== known) return handle.close();
    pyramids.set(id, Promise.resolve({ ...before, ...change, handle }));
    await before.handle.close();
  }

  async function read(address: TileAddress): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { id, level, column, row } = address;
    const known = await find(id);
    if (known && level < pyramidLevels(known.pyramid).length - 1) await known.onShown?.();
    const entry = await find(id);
    const place = entry && tilePlace(entry.pyramid, level, column, row);
    if (!entry || !place || place.offset < entry.start) return undefined;
    const bytes = new Uint8Array(place.bytes);
    try {
      const { bytesRead } = await entry.handle.read(bytes, 0, place.bytes, place.offset - entry.start);
      return bytesRead === place.bytes ? bytes : undefined;
    } catch (error) {
      // Another file has taken its place, and this one was closed.
      if ((await find(id)) !== entry) return read(address);
      throw error;
    }
  }

  async function thumbnail(id: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const pyramid = (await find(id))?.pyramid;
    if (!pyramid) return undefined;
    const { level, ...size } = smallestTile(pyramid);
    const tile = await read({ id, level, column: 0, row: 0 });
    return tile && shrinkTile(tile, size, thumbnailSize(pyramid));
  }

  return {
    read,
    thumbnail,
    async allow(id, file, pyramid, { written = Promise.resolve(), onShown } = {}) {
      const opening = pyramids.get(id) ?? written.then(() => open(file, 'r')).then((handle) => ({ handle, pyramid, start: 0, onShown }));
      pyramids.set(id, opening);
      try {
        await opening;
      } catch (error) {
        pyramids.delete(id);
        throw error;
      }
    },
    async narrow(id, file) {
      const entry = await find(id);
      const smallest = entry && pyramidLevels(entry.pyramid).length - 1;
      const tile = smallest === undefined ? undefined : await read({ id, level: smallest, column: 0, row: 0 });
      if (!entry || !tile) return;
      await writeFile(file, tile);
      await replace(id, file, { start: tileOffset(entry.pyramid, smallest!, 0, 0)! });
    },
    widen: (id, file, pyramid) => replace(id, file, { pyramid, start: 0 }),
    async release(id) {
      const entry = find(id);
      pyramids.delete(id);
      await (await entry)?.handle.close();
    },
  };
}

/** Reads `/<id>/<level>/<column>/<row>` and `/<id>/thumbnail`; undefined for any other path. */
export function parseTilePath(path: string): TileAddress | { readonly id: string } | undefined {
  const [, id, rest] = /^\/([0-9a-f-]{36})\/(.+)$/.exec(path) ?? [];
  if (id === undefined || rest === undefined) return undefined;
  if (rest === 'thumbnail') return { id };
  const [, level, column, row] = /^(\d{1,2})\/(\d{1,6})\/(\d{1,6})$/.exec(rest) ?? [];
  return level === undefined ? undefined : { id, level: Number(level), column: Number(column), row: Number(row) };
}
