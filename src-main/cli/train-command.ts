/** @file `imago train`: the recipes that a model can be trained by. Command line. */
import type { Command } from 'commander';
import type { DeviceChoice, Provider } from '../../src-shared/device.ts';
import { addInpainting } from './train-inpainting.ts';
import { addRelight } from './train-relight.ts';
import type { RunOptions, TrainAction } from './train-options.ts';
import { addSuperResolution } from './train-super-resolution.ts';
import { addTranslations } from './train-translation.ts';

/** `deviceFor` tells which device a choice will most likely lead to. */
export function addTrainCommand(program: Command, train: TrainAction, deviceFor: (choice: DeviceChoice) => Promise<Provider>): void {
  const recipes = program.command('train').description('train a model on your own pictures');
  recipes.hook('preAction', async (_recipes, recipe) => {
    const { device } = recipe.opts<RunOptions>();
    recipe.setOptionValue('accelerated', (await deviceFor(device)) !== 'cpu');
  });
  addSuperResolution(recipes, train);
  addTranslations(recipes, train);
  addInpainting(recipes, train);
  addRelight(recipes, train);
}
