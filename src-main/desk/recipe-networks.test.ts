import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recipeSchema } from '../../src-shared/recipe.ts';
import { identityModel } from '../onnx-trace/tiny-models.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { effectiveRecipe } from './recipe-networks.ts';

it('leaves out of a recipe what its models have no use for', async () => {
  const folder = join(await temporaryFolder(), 'models');
  const network = { bytes: identityModel(), scale: 1 };
  await writeModelPackage(folder, 'painter', [network], { task: 'translate' });
  await writeModelPackage(folder, 'relighter', [{ ...network, style: { code: 'c', ambient: 'a', lights: 'l' } }], { task: 'translate', looks: [{ name: 'Amber', code: [1] }] });
  const effective = async (...parameters: object[]) => {
    const recipe = recipeSchema.parse({ version: 1, steps: parameters.map((it) => ({ operation: 'translate', parameters: it })) });
    return (await effectiveRecipe(recipe, [folder])).steps.map((step) => step.parameters);
  };
  expect(await effective({ model: 'painter', lights: 30 }, { model: 'relighter', detail: 'repaint' })).toEqual([
    { model: 'painter', strength: 100, detail: 'keep', protect: 'none' },
    { model: 'relighter', look: 'Amber', strength: 100, ambient: 100, lights: 100, protect: 'none' },
  ]);
});
