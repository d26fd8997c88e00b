import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recipeSchema } from '../../src-shared/recipe.ts';
import { resultPathAndFormat, suggestedResultPath } from './result-name.ts';

const upscaleBy = (scale: number) => recipeSchema.parse({ version: 1, steps: [{ operation: 'upscale', parameters: { scale } }] });

describe('suggestedResultPath', () => {
  it.each([
    [join('/photos', 'café 100% #1 日本.png'), 4, 'jpeg', join('/photos', 'café 100% #1 日本-4x.jpg')],
    [join('/photos', 'no-ending'), 2, 'tiff', join('/photos', 'no-ending-2x.tif')],
    [join('/photos', 'a.b.c.webp'), 3, 'webp', join('/photos', 'a.b.c-3x.webp')],
  ] as const)('%s × %i as %s', (source, scale, format, expected) => {
    expect(suggestedResultPath(source, upscaleBy(scale), format)).toBe(expected);
  });
});

describe('resultPathAndFormat', () => {
  it('follows a known ending that was typed', () => {
    expect(resultPathAndFormat('/a/b.JPEG', 'png')).toEqual({ path: '/a/b.JPEG', format: 'jpeg' });
  });
  it('adds the ending of the chosen format to any other name', () => {
    expect(resultPathAndFormat('/a/b.v2', 'avif')).toEqual({ path: '/a/b.v2.avif', format: 'avif' });
  });
});
