import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openRecipeFolder } from './recipe-folder.ts';

const recipe = (name: string, scale: number) => ({ version: 1 as const, name, steps: [{ operation: 'upscale', parameters: { model: 'quick', scale } }] });

it('keeps recipes by name, replaces and removes them', async () => {
  const folder = join(await temporaryFolder(), 'recipes');
  const recipes = openRecipeFolder(folder);
  expect(await recipes.list()).toEqual([]);
  for (const it of [recipe('Print / large', 4), recipe('Album', 2), recipe('Album', 3)]) expect(await recipes.keep(it)).toEqual({ ok: true, value: null });
  await writeFile(join(folder, 'broken.imago-recipe.json'), '{');
  expect(await recipes.list()).toEqual([recipe('Album', 3), recipe('Print / large', 4)]);
  await recipes.remove('Print / large');
  expect((await recipes.list()).map(({ name }) => name)).toEqual(['Album']);
});
