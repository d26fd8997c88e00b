import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tileBytes, tileRowBytes } from '../../src-shared/pyramid.ts';
import { createTileStore, parseTilePath } from './tile-store.ts';

const pyramid = { width: 700, height: 400 };
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-tiles-'));
  file = join(folder, 'p.tiles');
  await writeFile(file, Buffer.concat([1, 2, 3].map((value) => Buffer.alloc(tileBytes, value))));
});
afterAll(() => rm(folder, { recursive: true }));

describe('createTileStore', () => {
  it('reads each tile of an allowed pyramid and nothing else', async () => {
    const store = createTileStore();
    const id = randomUUID();
    await store.allow(id, file, pyramid);
    const firstByte = async (level: number, column: number, row: number) => (await store.read({ id, level, column, row }))?.[0];
    expect([await firstByte(0, 0, 0), await firstByte(0, 1, 0), await firstByte(1, 0, 0)]).toEqual([1, 2, 3]);
    expect(await firstByte(0, 2, 0)).toBeUndefined();
    expect(await store.read({ id: randomUUID(), level: 0, column: 0, row: 0 })).toBeUndefined();
    await store.release(id);
    expect(await firstByte(0, 0, 0)).toBeUndefined();
  });

  it('reads of a tile the rows of the picture alone', async () => {
    const store = createTileStore();
    const id = randomUUID();
    await store.allow(id, file, { width: 512, height: 700 });
    const length = async (level: number, row: number) => (await store.read({ id, level, column: 0, row }))?.length;
    expect([await length(0, 0), await length(0, 1), await length(1, 0)]).toEqual([tileBytes, 188 * tileRowBytes, 350 * tileRowBytes]);
    await store.release(id);
  });

  it('lets who asks for a tile wait until its file is written', async () => {
    const store = createTileStore();
    const id = randomUUID();
    const late = join(folder, 'late.tiles');
    const written = setImmediate().then(() => writeFile(late, Buffer.alloc(tileBytes, 7)));
    const allowed = store.allow(id, late, { width: 30, height: 20 }, { written });
    const read = store.read({ id, level: 0, column: 0, row: 0 });
    await allowed;
    expect((await read)?.[0]).toBe(7);
    await store.release(id);
  });

  it('serves no part of a tile that its file does not hold whole', async () => {
    const store = createTileStore();
    const id = randomUUID();
    await store.allow(id, file, { width: 1100, height: 400 });
    expect(await store.read({ id, level: 1, column: 0, row: 0 })).toBeUndefined();
    await store.release(id);
  });
});

it('makes the smallest level small for lists', async () => {
  const store = createTileStore();
  const id = randomUUID();
  await store.allow(id, file, pyramid);
  // 350 x 200 of threes.
  const bytes = (await store.thumbnail(id))!;
  expect(bytes.length).toBe(144 * 82 * 4);
  expect(new Set(bytes)).toEqual(new Set([3]));
  await store.release(id);
  expect(await store.thumbnail(id)).toBeUndefined();
});

describe('parseTilePath', () => {
  it('reads the four parts', () => {
    const id = randomUUID();
    expect(parseTilePath(`/${id}/3/20/11`)).toEqual({ id, level: 3, column: 20, row: 11 });
  });

  it('reads the wish for a thumbnail', () => {
    const id = randomUUID();
    expect(parseTilePath(`/${id}/thumbnail`)).toEqual({ id });
  });

  it.each(['/', `/${randomUUID()}/thumbnails`, '/x/thumbnail', '/../../etc/passwd', '/x/0/0/0', `/${randomUUID()}/0/0`, `/${randomUUID()}/0/-1/0`, `/${randomUUID()}/0/0/0/0`, `/${randomUUID()}/0/0/0%2e`])(
    'refuses %s',
    (path) => {
      expect(parseTilePath(path)).toBeUndefined();
    },
  );
});
