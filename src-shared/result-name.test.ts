import { describe, expect, it } from 'vitest';
import { recipeSchema } from './recipe.ts';
import { defaultTemplate, nameFacts, resultName, unknownTokens } from './result-name.ts';

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

it('takes the facts from the picture, its steps and its place among others', () => {
  const upscale = (scale: number) => ({ operation: 'upscale', parameters: { scale } });
  const recipe = recipeSchema.parse({ version: 1, steps: [upscale(2), upscale(4)] });
  const facts = nameFacts({ fileName: 'my.pier.jpg', recipe, size: { width: 80, height: 56 }, number: 3, of: 120, date: new Date(2026, 2, 5) });
  expect(facts).toEqual({ name: 'my.pier', steps: '2x-4x', width: '80', height: '56', number: '003', date: '2026-03-05' });
  expect(nameFacts({ fileName: '.hidden', recipe, size: { width: 1, height: 1 }, number: 1, of: 1, date: new Date() }).name).toBe('.hidden');
});
