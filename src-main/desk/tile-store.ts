/**
 * @file The pyramids that the canvas may draw: an allow list of ids, each with one open file; used by main.
 *
 * Ids are random and never name a path, so nothing outside the list can be read.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { type Pyramid, tileBytes, tileOffset } from '../../src-shared/pyramid.ts';

export type TileAddress = { readonly id: string; readonly level: number; readonly column: number; readonly row: number };

export type TileStore = {
  /** An id that is allowed already keeps its file. */
  allow(id: string, file: string, pyramid: Pyramid): Promise<void>;
  /** The tile's RGBA bytes, or undefined where there is no such tile. */
  read(address: TileAddress): Promise<Uint8Array<ArrayBuffer> | undefined>;
  release(id: string): Promise<void>;
};

export function createTileStore(): TileStore {
  const pyramids = new Map<string, Promise<{ handle: FileHandle; pyramid: Pyramid }>>();
  const find = (id: string) => pyramids.get(id)?.catch(() => undefined);
  return {
    async allow(id, file, pyramid) {
      const opening = pyramids.get(id) ?? open(file, 'r').then((handle) => ({ handle, pyramid }));
      pyramids.set(id, opening);
      try {
        await opening;
      } catch (error) {
        pyramids.delete(id);
        throw error;
      }
    },
    async read({ id, level, column, row }) {
      const entry = await find(id);
      const offset = entry && tileOffset(entry.pyramid, level, column, row);
      if (!entry || offset === undefined) return undefined;
      const bytes = new Uint8Array(tileBytes);
      const { bytesRead } = await entry.handle.read(bytes, 0, tileBytes, offset);
      return bytesRead === tileBytes ? bytes : undefined;
    },
    async release(id) {
      const entry = find(id);
      pyramids.delete(id);
      await (await entry)?.handle.close();
    },
  };
}

/** Reads `/<id>/<level>/<column>/<row>`; undefined for any other path. */
export function parseTilePath(path: string): TileAddress | undefined {
  const [, id, level, column, row] = /^\/([0-9a-f-]{36})\/(\d{1,2})\/(\d{1,6})\/(\d{1,6})$/.exec(path) ?? [];
  if (id === undefined) return undefined;
  return { id, level: Number(level), column: Number(column), row: Number(row) };
}
