import { describe, expect, it } from 'vitest';
import { createTileCache } from './tile-cache.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function recorded({ capacity = 10, concurrency = 2, loads = () => Promise.resolve() }: { capacity?: number; concurrency?: number; loads?: (key: string) => Promise<unknown> } = {}) {
  const log: string[] = [];
  const cache = createTileCache<string>({
    load: async (key, signal) => {
      log.push(`load ${key}`);
      signal.addEventListener('abort', () => log.push(`abort ${key}`));
      await loads(key);
      return key.includes('gone') ? null : key;
    },
    dispose: (tile) => log.push(`dispose ${tile}`),
    onLoad: () => log.push('drawn'),
    capacity,
    concurrency,
  });
  return { cache, log };
}

describe('createTileCache', () => {
  it('loads what is wanted, the most urgent first, and tells', async () => {
    const { cache, log } = recorded();
    cache.want(['c', 'a', 'b']);
    expect(log).toEqual(['load c', 'load a']);
    await settle();
    expect(log).toEqual(['load c', 'load a', 'drawn', 'load b', 'drawn', 'drawn']);
    expect(cache.get('b')).toBe('b');
  });

  it('lets the least recently drawn go first', async () => {
    const { cache, log } = recorded({ capacity: 2 });
    cache.want(['a', 'b']);
    await settle();
    cache.get('a');
    cache.want(['c']);
    await settle();
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['a', undefined, 'c']);
    expect(log).toContain('dispose b');
  });

  it('stops loading what is no longer wanted and disposes of it if it comes all the same', async () => {
    let release: () => void = () => undefined;
    const { cache, log } = recorded({ concurrency: 1, loads: (key) => (key === 'a' ? new Promise<void>((resolve) => (release = resolve)) : Promise.resolve()) });
    cache.want(['a']);
    cache.want(['b']);
    await settle();
    release();
    await settle();
    expect(log).toEqual(['load a', 'abort a', 'load b', 'drawn', 'dispose a']);
  });

  it('asks once for a tile that is gone', async () => {
    const { cache, log } = recorded();
    cache.want(['gone']);
    await settle();
    cache.want(['gone']);
    await settle();
    expect(log).toEqual(['load gone']);
  });
});
