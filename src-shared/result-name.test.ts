import { describe, expect, it } from 'vitest';
import { recipeSchema } from './recipe.ts';
import { dateName, defaultTemplate, resultName, stepsName, unknownTokens } from './result-name.ts';

const facts = { name: 'pier', steps: '2x', width: '240', height: '180', number: '07', date: '2026-03-20' };

describe('resultName', () => {
  it('fills in every word', () => {
    expect(resultName(defaultTemplate, facts)).toBe('pier-2x');
    expect(resultName('{date} {number} {name} ({width} x {height})', facts)).toBe('2026-03-20 07 pier (240 x 180)');
  });

  it('leaves unknown words, and names them', () => {
    expect(resultName('{name} {colour}', facts)).toBe('pier {colour}');
    expect(unknownTokens('{name} {colour} {}')).toEqual(['colour', '']);
    expect(unknownTokens(defaultTemplate)).toEqual([]);
  });

  it.each([
    ['a/b\\c:d*e?', 'a-b-c-d-e-'],
    ['  ends in dots... ', 'ends in dots'],
    ['NUL', '_NUL'],
    ['com1.old', '_com1.old'],
    ['café 日本 #1', 'café 日本 #1'],
    ['../../etc/passwd', '..-..-etc-passwd'],
  ])('makes %j safe', (name, safe) => {
    expect(resultName('{name}', { ...facts, name })).toBe(safe);
  });

  it('never comes out empty', () => {
    expect(resultName(' . ', facts)).toBe('pier');
    expect(resultName('{name}', { ...facts, name: '...' })).toBe('picture');
  });

  it('stays within what a file system can name, cutting no letter in two', () => {
    const long = resultName('{name}', { ...facts, name: '日'.repeat(200) });
    expect(long).toBe('日'.repeat(76));
  });
});

it('names steps by what they do', () => {
  const upscale = (scale: number) => ({ operation: 'upscale', parameters: { scale } });
  expect(stepsName(recipeSchema.parse({ version: 1, steps: [upscale(2), upscale(4)] }))).toBe('2x-4x');
});

it('writes dates so that they sort', () => {
  expect(dateName(new Date(2026, 2, 5))).toBe('2026-03-05');
});
