import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { note } from '../../src-shared/note.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openResultCache, type ResultCache, type ResultFacts } from './result-cache.ts';

const details = { width: 8, height: 6, device: 'cpu', model: 'm', tile: 64, tiles: 2, durationMs: 5, networkMs: 4, notes: [] } as const;
const facts = (key: string, source = 'photo'): ResultFacts => ({ key, source, pyramid: { width: 8, height: 6 }, details: { ...details, notes: [note('gain-map')] } });

let folder: string;
let limit: number;
let needed: Set<string>;
let removed: string[];
beforeEach(async () => {
  folder = await temporaryFolder();
  [limit, needed, removed] = [1e9, new Set(), []];
});
const open = () =>
  openResultCache({
    folder,
    limitBytes: () => limit,
    isNeeded: (source) => needed.has(source),
    onRemove: (id) => {
      removed.push(id);
      return Promise.resolve();
    },
  });

/** A result of `bytes` bytes, two thirds of them its pyramid. */
async function add(cache: ResultCache, key: string, { source = 'photo', bytes = 30 } = {}): Promise<string> {
  const pending = await cache.begin();
  await writeFile(pending.files.raster, Buffer.alloc(bytes / 3, 1));
  await writeFile(pending.files.pyramid, Buffer.alloc((bytes * 2) / 3, 2));
  return (await pending.keep(facts(key, source))).id;
}
/** As if it had last been used so many seconds ago. */
const age = (id: string, seconds: number) => utimes(join(folder, id, 'entry.json'), new Date(), new Date(Date.now() - seconds * 1000));
const idsOf = async (cache: ResultCache, key: string) => (await cache.find(key)).map(({ id }) => id);

describe('openResultCache', () => {
  it('finds what was kept, also after another start', async () => {
    const first = await open();
    const id = await add(first, 'k1');
    expect(await first.find('k1')).toMatchObject([{ id, ...facts('k1'), rasterBytes: 10, pyramidBytes: 20 }]);
    const second = await open();
    expect(await second.find('k1')).toMatchObject([{ id, ...facts('k1') }]);
    expect(await idsOf(second, 'k2')).toEqual([]);
    await access(second.files(id).raster);
  });

  it('gives the newest of several first', async () => {
    const cache = await open();
    const older = await add(cache, 'k');
    await new Promise((resolve) => setTimeout(resolve, 5));
    const newer = await add(cache, 'k');
    expect(await idsOf(cache, 'k')).toEqual([newer, older]);
    expect(await idsOf(await open(), 'k')).toEqual([newer, older]);
  });

  it('removes the least recently used over the limit, and never what is needed', async () => {
    const before = await open();
    const [a, b, c, d] = [await add(before, 'a'), await add(before, 'b', { source: 'open' }), await add(before, 'c'), await add(before, 'd')];
    for (const [id, seconds] of [[a, 40], [b, 90], [c, 60], [d, 50]] as const) await age(id, seconds);
    const cache = await open();
    await cache.find('c');
    needed.add('open');
    limit = 60;
    await cache.trim();
    expect(removed).toEqual([d, a]);
    expect((await readdir(folder)).sort()).toEqual([b, c].sort());
    limit = 0;
    await cache.trim();
    expect(await readdir(folder)).toEqual([b]);
    expect(await cache.clear()).toBe(false);
    needed.clear();
    expect(cache.bytes()).toBeGreaterThan(0);
    expect([await cache.clear(), await readdir(folder), cache.bytes()]).toEqual([true, [], 0]);
  });

  it('keeps to the limit by itself', async () => {
    limit = 70;
    const cache = await open();
    for (const key of ['a', 'b', 'c', 'd']) await add(cache, key);
    await cache.trim();
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('drops at the start what is half written, half removed or damaged', async () => {
    const before = await open();
    const [whole, short, unreadable, renamed] = [await add(before, 'a'), await add(before, 'b'), await add(before, 'c'), await add(before, 'd')];
    const pending = await before.begin();
    await writeFile(pending.files.raster, 'half');
    await truncate(before.files(short).raster, 9);
    await writeFile(join(folder, unreadable, 'entry.json'), '{ "key": "c"');
    await mkdir(join(folder, 'stray'));
    await rename(join(folder, renamed), join(folder, randomUUID()));
    const cache = await open();
    expect(await readdir(folder)).toEqual([whole]);
    expect(await idsOf(cache, 'a')).toEqual([whole]);
  });

  it('drops what is damaged while it runs', async () => {
    const cache = await open();
    const id = await add(cache, 'a');
    await truncate(cache.files(id).pyramid, 3);
    expect([await idsOf(cache, 'a'), removed, await readdir(folder)]).toEqual([[], [id], []]);
  });

  it('leaves nothing of a result that is discarded', async () => {
    const cache = await open();
    const pending = await cache.begin();
    await writeFile(pending.files.raster, 'half');
    await pending.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('leads to no other folder, whatever the id', async () => {
    const cache = await open();
    expect(cache.files('../../etc').raster).toBe(join(folder, 'etc', 'raster'));
  });
});
