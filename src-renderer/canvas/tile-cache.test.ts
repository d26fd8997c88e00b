import { describe, expect, it } from 'vitest';
import { createTileCache } from './tile-cache.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function recorded({ capacity = 10, spare = capacity, concurrency = 2, loads = () => Promise.resolve() }: { capacity?: number; spare?: number; concurrency?: number; loads?: (key: string) => Promise<unknown> } = {}) {
  const log: string[] = [];
  const cache = createTileCache<string>({
    load: async (key, signal) => {
      log.push(`load ${key}`);
      signal.addEventListener('abort', () => log.push(`abort ${key}`));
      await loads(key);
      return key.includes('gone') ? null : key;
    },
    dispose: (tile) => log.push(`dispose ${tile}`),
    capacity,
    spare,
    concurrency,
  });
  const join = (name: string) => cache.join(() => log.push(`drawn ${name}`));
  return { join, log, resize: (tiles: number) => { cache.resize(tiles); } };
}

describe('createTileCache', () => {
  it('loads what is wanted, the most urgent first, and tells', async () => {
    const { join, log } = recorded();
    const view = join('1');
    view.want(['c', 'a', 'b']);
    expect(log).toEqual(['load c', 'load a']);
    await settle();
    expect(log).toEqual(['load c', 'load a', 'drawn 1', 'load b', 'drawn 1', 'drawn 1']);
    expect(view.get('b')).toBe('b');
  });

  it('lets the least recently drawn go first', async () => {
    const { join, log } = recorded({ capacity: 2 });
    const view = join('1');
    view.want(['a', 'b']);
    await settle();
    view.get('a');
    view.want(['c']);
    await settle();
    expect([view.get('a'), view.get('b'), view.get('c')]).toEqual(['a', undefined, 'c']);
    expect(log).toContain('dispose b');
  });

  it('keeps so many beside what is wanted, and no more', async () => {
    const { join, log } = recorded({ spare: 1, concurrency: 3 });
    const view = join('1');
    view.want(['a', 'b', 'c']);
    await settle();
    view.want(['d']);
    await settle();
    expect([view.get('a'), view.get('b'), view.get('c'), view.get('d')]).toEqual([undefined, undefined, 'c', 'd']);
    expect(log.filter((line) => line.startsWith('dispose'))).toEqual(['dispose a', 'dispose b']);
  });

  it('lets tiles go when there is less room for them', async () => {
    const { join, log, resize } = recorded({ capacity: 3 });
    const view = join('1');
    view.want(['a', 'b', 'c']);
    await settle();
    resize(1);
    expect(log.filter((line) => line.startsWith('dispose'))).toEqual(['dispose a', 'dispose b']);
    expect(view.get('c')).toBe('c');
  });

  it('stops loading what is no longer wanted and disposes of it if it comes all the same', async () => {
    let release: () => void = () => undefined;
    const { join, log } = recorded({ concurrency: 1, loads: (key) => (key === 'a' ? new Promise<void>((resolve) => (release = resolve)) : Promise.resolve()) });
    const view = join('1');
    view.want(['a']);
    view.want(['b']);
    await settle();
    release();
    await settle();
    expect(log).toEqual(['load a', 'abort a', 'load b', 'drawn 1', 'dispose a']);
  });

  it('asks once for a tile that is gone', async () => {
    const { join, log } = recorded();
    const view = join('1');
    view.want(['gone']);
    await settle();
    view.want(['gone']);
    await settle();
    expect(log).toEqual(['load gone']);
  });

  it('serves several views in turn, tells those that want a tile, and loads it once', async () => {
    const { join, log } = recorded({ concurrency: 1 });
    const [one, two] = [join('1'), join('2')];
    one.want(['a', 'b']);
    two.want(['c', 'a']);
    await settle();
    expect(log).toEqual(['load a', 'drawn 1', 'drawn 2', 'load c', 'drawn 2', 'load b', 'drawn 1']);
    expect(two.get('b')).toBe('b');
  });

  it('keeps on loading for the view that stays when another leaves', () => {
    const { join, log } = recorded({ concurrency: 3, loads: () => new Promise(() => undefined) });
    const [one, two] = [join('1'), join('2')];
    one.want(['a', 'b']);
    two.want(['b', 'c']);
    one.leave();
    expect(log).toEqual(['load a', 'load b', 'load c', 'abort a']);
  });

  it('does not load for ever what it has no room for', async () => {
    const { join, log } = recorded({ capacity: 2 });
    const view = join('1');
    view.want(['a', 'b', 'c']);
    for (let round = 0; round < 3; round++) {
      await settle();
      view.want(['a', 'b', 'c']);
    }
    expect(log.filter((line) => line.startsWith('load'))).toEqual(['load a', 'load b']);
  });
});
