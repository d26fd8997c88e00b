import { describe, expect, it } from 'vitest';
import { failure } from '../../src-shared/failure.ts';
import { failWith, succeed } from '../../src-shared/result.ts';
import { createMemory } from './memory.ts';

describe('createMemory', () => {
  it('makes a thing once, and forgets what was used longest ago', async () => {
    const made: string[] = [];
    const released: unknown[] = [];
    const memory = createMemory(2, (value) => released.push(value));
    const get = (key: string) =>
      memory.get(key, () => {
        made.push(key);
        return Promise.resolve(succeed(key.toUpperCase()));
      });
    expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['A', 'A', 'B'].map(succeed));
    await get('a');
    await get('c');
    expect(released).toEqual(['B']);
    await get('a');
    await get('b');
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('tries again what failed', async () => {
    const memory = createMemory(2);
    const failed = failWith(failure('out-of-memory', 'Too small.'));
    expect(await memory.get('a', () => Promise.resolve(failed))).toBe(failed);
    expect(await memory.get('a', () => Promise.resolve(succeed(1)))).toEqual(succeed(1));
  });
});
