import { expect, it } from 'vitest';
import { createThumbnailCache } from './thumbnail-cache.ts';

it('lets the least recently used go, and disposes of it', () => {
  const gone: string[] = [];
  const cache = createThumbnailCache<string>(2, (value) => gone.push(value));
  cache.put('a', 'A');
  cache.put('b', 'B');
  expect(cache.get('a')).toBe('A');
  cache.put('c', 'C');
  expect([gone, cache.get('b'), cache.get('a'), cache.get('c')]).toEqual([['B'], undefined, 'A', 'C']);
  cache.put('c', 'C2');
  expect([gone, cache.get('c')]).toEqual([['B', 'C'], 'C2']);
});
