import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { existingPolicies } from '../../src-shared/batch.ts';
import { chooseName } from './choose-name.ts';

const at = (name: string) => join('/out', name);
const look = ({ inputs = [] as string[], claimed = [] as string[], there = [] as string[] }) => {
  const has = (names: string[]) => (path: string) => names.map(at).includes(path);
  return { isInput: has(inputs), isClaimed: has(claimed), isThere: has(there) };
};

describe('the name of a result', () => {
  it.each([
    ['ask', 'taken', 'a.png'],
    ['skip', 'skipped', 'a.png'],
    ['rename', 'free', 'a (3).png'],
    ['replace', 'replaced', 'a.png'],
  ] as const)('where a file has it: %s', async (policy, kind, name) => {
    expect(await chooseName(at('a.png'), policy, look({ there: ['a.png', 'a (2).png'] }))).toEqual({ kind, output: at(name) });
  });

  it.each(existingPolicies)('has a number where another result has it, finished or not: %s', async (policy) => {
    for (const there of [[], ['a.png']]) expect(await chooseName(at('a.png'), policy, look({ claimed: ['a.png'], there }))).toEqual({ kind: 'free', output: at('a (2).png') });
  });

  it.each(existingPolicies)('is never that of an input: %s', async (policy) => {
    expect(await chooseName(at('a.png'), policy, look({ inputs: ['a.png', 'a (2).png'], there: ['a.png', 'a (2).png'] }))).toEqual({ kind: 'free', output: at('a (3).png') });
  });
});
