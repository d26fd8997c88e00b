import { describe, expect, it } from 'vitest';
import { parseRecipeFile, recipeFileText } from './recipe-file.ts';

const steps = [{ operation: 'upscale', parameters: { model: 'quick', scale: 4 } }];

describe('a recipe file', () => {
  it('comes back as it was saved', () => {
    const recipe = { version: 1 as const, name: 'For the printer', steps };
    expect(parseRecipeFile(recipeFileText(recipe), 'x.json')).toEqual({ ok: true, value: recipe });
  });

  it('is named after its file where it has no name', () => {
    expect(parseRecipeFile(JSON.stringify({ version: 1, steps }), 'night.imago-recipe.json')).toMatchObject({ ok: true, value: { name: 'night' } });
  });

  it.each([
    ['{', /not JSON/],
    ['[1]', /"r\.json" is no recipe/],
    [JSON.stringify({ version: 2, name: 'a', steps }), /newer Imago: its version is 2/],
    [JSON.stringify({ version: 1, name: 'a', steps: [] }), /steps:/],
    [JSON.stringify({ version: 1, name: 'a', steps: [{ operation: 'sharpen' }] }), /steps\.0\.operation: expected one of .*upscale.*got sharpen/],
    [JSON.stringify({ version: 1, name: 'a', steps: [{ operation: 'upscale', parameters: { scale: 5 } }] }), /steps\.0\.parameters\.scale: expected one of 2, 3, 4, 8/],
  ])('says what is wrong with %s', (text, said) => {
    const parsed = parseRecipeFile(text, 'r.json');
    expect(parsed.ok ? '' : parsed.error.message).toMatch(said);
  });
});
