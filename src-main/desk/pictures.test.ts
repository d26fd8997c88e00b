import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineRequest } from '../../src-shared/engine-messages.ts';
import { failure } from '../../src-shared/failure.ts';
import type { Picture } from '../../src-shared/ipc.ts';
import { tileBytes } from '../../src-shared/pyramid.ts';
import { failWith, succeed } from '../../src-shared/result.ts';
import type { Engine } from './engine.ts';
import { type Pictures, createPictures } from './pictures.ts';
import { openSessionFolder } from './session-folder.ts';
import { type TileStore, createTileStore } from './tile-store.ts';

let userData: string;
let pictures: Pictures;
let tiles: TileStore;
let changes: Picture[];
let opened: string[];

/** Opens anything but names with "bad" in them. */
const engine = {
  call: async (_method: string, body: unknown) => {
    const { path, pyramid } = body as EngineRequest<'open'>;
    opened.push(path);
    if (path.includes('bad')) return failWith(failure('not-an-image', `${path} is no picture.`));
    await writeFile(pyramid, Buffer.alloc(tileBytes, 5));
    return succeed({ info: {}, pyramid: { width: 30, height: 20 } });
  },
} as unknown as Engine;

const settled = async (ids: readonly string[]) => {
  while (ids.some((id) => pictures.find(id)?.state.kind === 'opening')) await new Promise((resolve) => setTimeout(resolve, 5));
};

beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'imago-pictures-'));
  const folder = await openSessionFolder(userData);
  [changes, opened] = [[], []];
  tiles = createTileStore();
  pictures = createPictures({ engine, tiles, folder, onChange: (picture) => changes.push(picture) });
});
afterEach(async () => {
  for (const { id } of pictures.list()) await pictures.close(id);
  await rm(userData, { recursive: true });
});

describe('createPictures', () => {
  it('answers at once and opens one after another', async () => {
    const added = pictures.add(['/x/a.png', '/x/bad.png', '/x/c.png']);
    expect(added.map(({ name, state }) => [name, state.kind])).toEqual([
      ['a.png', 'opening'],
      ['bad.png', 'opening'],
      ['c.png', 'opening'],
    ]);
    await settled(added.map(({ id }) => id));
    expect(opened).toEqual(['/x/a.png', '/x/bad.png', '/x/c.png']);
    expect(changes.map(({ name, state }) => [name, state.kind])).toEqual([
      ['a.png', 'open'],
      ['bad.png', 'failed'],
      ['c.png', 'open'],
    ]);
    expect((await tiles.read({ id: added[2]!.id, level: 0, column: 0, row: 0 }))?.[0]).toBe(5);
  });

  it('finds a picture that is open already and tries a failed one again', async () => {
    const [a, bad] = pictures.add(['/a.png', '/bad.png']);
    await settled([a!.id, bad!.id]);
    const again = pictures.add(['/a.png', '/bad.png', '/a.png']);
    expect(again).toHaveLength(2);
    expect(again.map(({ id, state }) => [id, state.kind])).toEqual([
      [a!.id, 'open'],
      [bad!.id, 'opening'],
    ]);
    await settled(again.map(({ id }) => id));
    expect(opened).toEqual(['/a.png', '/bad.png', '/bad.png']);
  });

  it('leaves nothing of a closed picture, nor opens one that was closed before its turn', async () => {
    const [a, b] = pictures.add(['/a.png', '/b.png']);
    await pictures.close(b!.id);
    await settled([a!.id]);
    await pictures.close(a!.id);
    expect(opened).toEqual(['/a.png']);
    expect(pictures.list()).toEqual([]);
    expect(await tiles.read({ id: a!.id, level: 0, column: 0, row: 0 })).toBeUndefined();
    expect(await readdir(join(userData, 'working'))).toEqual([]);
  });
});
