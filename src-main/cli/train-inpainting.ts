/** @file `imago train inpainting`: its options as a run. Command line. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { InpaintingRun, PlannedRun } from '../../src-shared/trainer-messages.ts';
import { numberOption } from './number-option.ts';
import { addRunOptions, averageDecay, faithfulShareOption, networkOf, requestFor, type RunOptions, type TrainAction } from './train-options.ts';

type Options = RunOptions & Pick<InpaintingRun, 'data' | 'size' | 'batch' | 'hole' | 'adversarial' | 'faithfulShare'> & Partial<Pick<InpaintingRun, 'width'>>;

/** Yu et al. 2019. */
const dilations = [2, 4, 8, 16];
const standardWidth = 16;

export function addInpainting(recipes: Command, train: TrainAction): void {
  const command = recipes
    .command('inpainting')
    .description('learn to fill holes in photographs like those of a folder')
    .requiredOption('--data <dir>', 'folder of photographs, with all its subfolders')
    .addOption(numberOption('cropSide', '--size <px>', 'side of the crops', 128))
    .addOption(numberOption('count', '--width <n>', `channels of the network (default: ${standardWidth}, or as the base has it)`))
    .addOption(numberOption('count', '--batch <n>', 'crops in a step', 4))
    .addOption(numberOption('weight', '--hole <weight>', 'of the pixels in the holes', 6))
    .addOption(numberOption('weight', '--adversarial <weight>', "of a discriminator's opinion; 0 goes without", 0.1))
    .addOption(faithfulShareOption());
  addRunOptions(command, { steps: 20_000, learningRate: 4e-4 }).action((options: Options) => train(requestFor(runOf(options), options)));
}

function runOf(options: Options): PlannedRun {
  const { data, size, batch, hole, adversarial, faithfulShare, steps, learningRate, seed } = options;
  const standard = { width: standardWidth, dilations, discriminatorWidth: 2 * (options.width ?? standardWidth) };
  return { recipe: 'inpainting', data: resolve(data), ...networkOf(standard, options), size, batch, hole, adversarial, faithfulShare, steps, learningRate, averageDecay, seed };
}
