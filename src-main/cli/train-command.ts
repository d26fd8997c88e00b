/** @file `imago train`: the recipes that a model can be trained by. Command line. */
import type { Command } from 'commander';
import { addInpainting } from './train-inpainting.ts';
import type { TrainAction } from './train-options.ts';
import { addSuperResolution } from './train-super-resolution.ts';
import { addTranslations } from './train-translation.ts';

export function addTrainCommand(program: Command, train: TrainAction): void {
  const recipes = program.command('train').description('train a model on your own pictures');
  addSuperResolution(recipes, train);
  addTranslations(recipes, train);
  addInpainting(recipes, train);
}
