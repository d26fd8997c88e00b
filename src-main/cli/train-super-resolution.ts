/** @file `imago train super-resolution`: its options as a run. Command line. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { PlannedRun, SuperResolutionRun } from '../../src-shared/trainer-messages.ts';
import { numberOption } from './number-option.ts';
import { addRunOptions, averageDecay, faithfulShareOption, networkOf, requestFor, type RunOptions, type TrainAction } from './train-options.ts';

type Network = Pick<SuperResolutionRun, 'scale' | 'width' | 'depth' | 'activation' | 'filters' | 'longSkip'>;
type Options = RunOptions & Pick<SuperResolutionRun, 'data' | 'loss' | 'batch' | 'size'> & Partial<Network> & { readonly restore: boolean; readonly luma: number; readonly agreement: number; readonly adversarial: number; readonly faithfulShare: number };

const standard: Network = { scale: 2, width: 48, depth: 6, activation: 'prelu', filters: 'plain', longSkip: true };
const byDefault = (name: keyof Network): string => `(default: ${standard[name]}, or as the base has it)`;

export function addSuperResolution(recipes: Command, train: TrainAction): void {
  const command = recipes
    .command('super-resolution')
    .description('learn to enlarge photographs like those of a folder')
    .requiredOption('--data <dir>', 'folder of photographs, with all its subfolders')
    .addOption(numberOption('count', '--scale <n>', `pixels per pixel and side ${byDefault('scale')}`))
    .addOption(numberOption('count', '--width <n>', `channels of the network ${byDefault('width')}`))
    .addOption(numberOption('count', '--depth <n>', `hidden convolutions of the network ${byDefault('depth')}`))
    .addOption(new Option('--activation <name>', `between convolutions ${byDefault('activation')}`).choices(['leaky', 'prelu']))
    .addOption(new Option('--filters <name>', `how filters are expressed while they learn ${byDefault('filters')}`).choices(['plain', 'collapsible', 'edge-oriented']))
    .addOption(new Option('--loss <name>', 'distance that is made small; by log-l1 easy crops count as much as hard ones').choices(['l1', 'log-l1', 'charbonnier']).default('l1'))
    .addOption(numberOption('share', '--luma <0..1>', 'share that brightness has in that distance, beside red, green and blue', 0))
    .addOption(numberOption('share', '--agreement <0..1>', 'share that what the base says of crops in other positions has in what is learnt from, beside the photographs', 0))
    .option('--restore', 'learn to remove noise and the blocks of JPEG as well', false)
    .addOption(numberOption('weight', '--adversarial <weight>', "of a discriminator's opinion, for sharp looks instead of true pixels, such as 0.005; 0 goes without", 0))
    .addOption(faithfulShareOption())
    .addOption(numberOption('count', '--size <px>', 'side of the small crops', 48))
    .addOption(numberOption('count', '--batch <n>', 'crops in a step', 16));
  addRunOptions(command, { steps: 20_000, learningRate: 1e-3 }).action((options: Options) => train(requestFor(runOf(options), options)));
}

function runOf(options: Options): PlannedRun {
  const { data, loss, luma, agreement, restore, adversarial, faithfulShare, batch, size, steps, learningRate, seed } = options;
  const sharpness = adversarial > 0 ? { weight: adversarial, faithfulShare } : undefined;
  return { recipe: 'super-resolution', data: resolve(data), ...networkOf(standard, options), loss, luma, agreement, degraded: restore, sharpness, batch, size, steps, learningRate, averageDecay, seed };
}
