/** @file `imago train super-resolution`: its options as a run. Command line. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { SuperResolutionRun } from '../../src-shared/trainer-messages.ts';
import { numberOption } from './number-option.ts';
import { addRunOptions, averageDecay, requestFor, type RunOptions, type TrainAction } from './train-options.ts';

type Options = RunOptions & Pick<SuperResolutionRun, 'data' | 'scale' | 'width' | 'depth' | 'activation' | 'filters' | 'loss' | 'batch' | 'size'>;

export function addSuperResolution(recipes: Command, train: TrainAction): void {
  const command = recipes
    .command('super-resolution')
    .description('learn to enlarge photographs like those of a folder')
    .requiredOption('--data <dir>', 'folder of photographs, with all its subfolders')
    .addOption(numberOption('count', '--scale <n>', 'pixels per pixel and side', 2))
    .addOption(numberOption('count', '--width <n>', 'channels of the network', 48))
    .addOption(numberOption('count', '--depth <n>', 'hidden convolutions of the network', 6))
    .addOption(new Option('--activation <name>', 'between convolutions').choices(['leaky', 'prelu']).default('prelu'))
    .addOption(new Option('--filters <name>', 'how filters are expressed while they learn').choices(['plain', 'collapsible', 'edge-oriented']).default('collapsible'))
    .addOption(new Option('--loss <name>', 'distance that is made small').choices(['l1', 'charbonnier']).default('l1'))
    .addOption(numberOption('count', '--size <px>', 'side of the small crops', 48))
    .addOption(numberOption('count', '--batch <n>', 'crops in a step', 16));
  addRunOptions(command, { steps: 20_000, learningRate: 1e-3 }).action((options: Options) => train(requestFor(runOf(options), options)));
}

function runOf({ data, scale, width, depth, activation, filters, loss, batch, size, steps, learningRate, seed }: Options): SuperResolutionRun {
  const network = { scale, width, depth, activation, filters, longSkip: true };
  return { recipe: 'super-resolution', data: resolve(data), ...network, loss, batch, size, steps, learningRate, averageDecay, seed };
}
