import { expect, it } from 'vitest';
import { recipeSchema } from '../recipe.ts';
import { namedMaskFiles } from './file-path.ts';

it('puts the name of the picture into the path of a mask, without its ending', () => {
  const step = (path: string) => ({ operation: 'upscale', mask: { source: { kind: 'file', path, channel: 'luma' } } });
  const recipe = recipeSchema.parse({ version: 1, steps: [step('/masks/{name}/{name}-sky.png'), { operation: 'upscale' }] });
  const named = namedMaskFiles(recipe, 'day.at.sea.jpg');
  expect(named.steps[0]!.mask!.source).toMatchObject({ path: '/masks/day.at.sea/day.at.sea-sky.png' });
  expect(named.steps[1]).toEqual(recipe.steps[1]);
});
