import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
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
let lists: number;
let limit: number;
const broken = new Set<string>();

/** Opens anything but names with "bad" in them. */
const engine = {
  call: async (_method: string, body: unknown) => {
    const { path, keep } = body as EngineRequest<'open'>;
    opened.push(path);
    if (path.includes('bad') || broken.has(path)) return failWith(failure('not-an-image', `${path} is no picture.`));
    const wide = path.includes('wide');
    await writeFile(keep.pyramid, Buffer.concat((wide ? [3, 4, 5] : [5]).map((value) => Buffer.alloc(tileBytes, value))));
    await writeFile(keep.raster, path);
    return succeed({ info: {}, pyramid: wide ? { width: 700, height: 400 } : { width: 30, height: 20 }, sha256: `sha256 of ${path}` });
  },
} as unknown as Engine;

const firstTile = (id: string) => tiles.read({ id, level: 0, column: 0, row: 0 });
const settled = async (ids: readonly string[]) => {
  while (ids.some((id) => pictures.find(id)?.state.kind === 'opening')) await new Promise((resolve) => setTimeout(resolve, 5));
};

beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'imago-pictures-'));
  const folder = await openSessionFolder(userData);
  [changes, opened, lists, limit] = [[], [], 0, Infinity];
  tiles = createTileStore();
  pictures = createPictures({ engine, tiles, folder, view: () => ({ width: 20, height: 20 }), limitBytes: () => limit, onChange: (picture) => changes.push(picture), onList: () => (lists += 1) });
});
afterEach(async () => {
  for (const { id } of pictures.list()) await pictures.close(id);
  await rm(userData, { recursive: true });
});

describe('createPictures', () => {
  it('tells of a glance of a JPEG before it is written, decodes the whole once it is seen, and takes it away again', async () => {
    const looks: string[] = [];
    let tell: () => void = () => undefined;
    const told = new Promise<void>((resolve) => (tell = resolve));
    const glancing = {
      call: async (method: string, body: EngineRequest<'glance'>) => {
        looks.push(method);
        if (method === 'inspect') return succeed({ format: 'jpeg', width: 80, height: 60 });
        if (method === 'open') return engine.call('open', body as never);
        await told;
        await writeFile(body.pyramid, Buffer.alloc(tileBytes, 9));
        return succeed(null);
      },
    } as unknown as Engine;
    const folder = await openSessionFolder(userData);
    const glanced = createPictures({
      engine: glancing,
      tiles,
      folder,
      limitBytes: () => limit,
      patienceMs: 2 ** 31 - 1,
      view: () => ({ width: 20, height: 40 }),
      onChange: (picture) => {
        changes.push(picture);
        tell();
      },
      onList: () => undefined,
    });
    const [{ id }] = glanced.add(['/x/photo.JPG']) as [Picture];
    const glanceId = () => changes.map(({ state }) => (state.kind === 'opening' ? state.glance?.id : undefined))[0];
    await expect.poll(glanceId).toBeDefined();
    expect((await tiles.read({ id: glanceId()!, level: 0, column: 0, row: 0 }))?.[0]).toBe(9);
    expect(looks).toEqual(['glance', 'inspect']);
    glanced.seen(id);
    await expect.poll(() => glanced.find(id)?.state.kind).toBe('open');
    expect(looks).toEqual(['glance', 'inspect', 'open']);
    const [first] = changes;
    const glance = first?.state.kind === 'opening' ? first.state.glance : undefined;
    expect(glance).toMatchObject({ info: { width: 80, height: 60 }, pyramid: { width: 20, height: 15 } });
    expect(await tiles.read({ id: glance!.id, level: 0, column: 0, row: 0 })).toBeUndefined();
    expect((await tiles.read({ id, level: 0, column: 0, row: 0 }))?.[0]).toBe(5);
    await glanced.close(id);
    expect(await readdir(folder.file('.'))).toEqual([]);
  });

  it('keeps what was shown last within its bound, with a thumbnail of the others, and decodes them again when they are shown', async () => {
    limit = 7 * tileBytes;
    const files = () => readdir(join(userData, 'working'));
    const firstByte = async (id: string, level: number) => (await tiles.read({ id, level, column: 0, row: 0 }))?.[0];
    const ids = pictures.add(['/wide-a.png', '/wide-b.png']).map(({ id }) => id);
    await settled(ids);
    const [a, b] = ids as [string, string];
    expect(await firstByte(a, 0)).toBe(3);
    const [c] = pictures.add(['/wide-c.png']).map(({ id }) => id) as [string];
    // Nobody has looked at b and c yet.
    await expect.poll(files).toEqual([`${a}.raster`, `${a}.tiles`, `${b}.small`, `${c}.raster`, `${c}.tiles`].sort());
    expect(await firstByte(b, 1)).toBe(5);
    expect(opened).toHaveLength(3);
    expect(pictures.find(b)?.state.kind).toBe('open');

    expect(await firstByte(b, 0)).toBe(3);
    expect(opened.slice(3)).toEqual(['/wide-b.png']);
    await expect.poll(files).toEqual([`${a}.raster`, `${a}.tiles`, `${b}.raster`, `${b}.tiles`, `${c}.small`].sort());

    // What is in use stays, beyond the bound.
    const read = await pictures.findOpen(a)!.source.use(async (ofA) => {
      const ofC = await pictures.findOpen(c)!.source.use(async (raster) => succeed(await readFile(raster, 'utf8')));
      await expect.poll(files).not.toContain(`${b}.tiles`);
      return succeed([await readFile(ofA, 'utf8'), ofC]);
    });
    expect(read).toEqual(succeed(['/wide-a.png', succeed('/wide-c.png')]));
    limit = 0;
    await pictures.trim();
    expect((await files()).filter((name) => name.endsWith('.raster'))).toEqual([`${c}.raster`]);
    await pictures.close(b);
    expect(await firstByte(b, 1)).toBeUndefined();
  });

  it('tells of a picture whose file has gone bad when it is to be decoded again', async () => {
    const [a, b] = pictures.add(['/wide-a.png', '/wide-b.png']).map(({ id }) => id) as [string, string];
    await settled([a, b]);
    await firstTile(b);
    limit = 0;
    await pictures.trim();
    broken.add('/wide-a.png');
    expect(await firstTile(a)).toBeUndefined();
    expect(pictures.find(a)?.state).toMatchObject({ kind: 'failed', failure: { code: 'not-an-image' } });
    expect(pictures.findOpen(a)).toBeUndefined();
  });

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

  it('keeps the decoded pixels of a picture that is open, and knows its content', async () => {
    const [a, bad] = pictures.add(['/a.png', '/bad.png']);
    expect([pictures.findOpen(a!.id), pictures.isOpen('sha256 of /a.png'), lists]).toEqual([undefined, false, 2]);
    await settled([a!.id, bad!.id]);
    const { source } = pictures.findOpen(a!.id)!;
    const text = await source.use(async (raster) => succeed(await readFile(raster, 'utf8')));
    expect([text, source.sha256]).toEqual([succeed('/a.png'), 'sha256 of /a.png']);
    expect([pictures.findOpen(bad!.id), pictures.isOpen(source.sha256)]).toEqual([undefined, true]);
    await pictures.close(a!.id);
    expect([pictures.isOpen(source.sha256), lists]).toEqual([false, 3]);
  });

  it('restores pictures under their ids and in their order, the first wanted one first', async () => {
    const kept = ['/a.png', '/b.png', '/c.png'].map((path) => ({ id: randomUUID(), path }));
    pictures.restore(kept, kept[1]!.id);
    expect(pictures.list().map(({ id, path, name, state }) => [id, path, name, state.kind])).toEqual(kept.map(({ id, path }) => [id, path, path.slice(1), 'opening']));
    await settled(kept.map(({ id }) => id));
    expect(opened).toEqual(['/b.png', '/a.png', '/c.png']);
    expect(pictures.add(['/c.png']).map(({ id }) => id)).toEqual([kept[2]!.id]);
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
