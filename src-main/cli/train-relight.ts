/** @file `imago train relight`: its options as a run. Command line. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { PlannedRun, RelightRun } from '../../src-shared/trainer-messages.ts';
import { numberOption } from './number-option.ts';
import { addRunOptions, averageDecay, networkOf, requestFor, type RunOptions, type TrainAction } from './train-options.ts';

type Options = RunOptions &
  Pick<RelightRun, 'size' | 'batch'> &
  Partial<Pick<RelightRun, 'width'>> & { readonly day: string; readonly night: string; readonly photos?: string; readonly made?: string; readonly holdOut?: readonly string[] };

const standardWidth = 24;
/** Share of the steps in which light learns to lie where a night of the same scene has it. */
const placedShare = 2 / 3;

export function addRelight(recipes: Command, train: TrainAction): void {
  const command = recipes
    .command('relight')
    .description('learn to relight days as nights that keep every detail')
    .requiredOption('--day <dir>', 'folder of days; pictures named alike up to the last dash show one scene')
    .requiredOption('--night <dir>', 'folder of nights, named like the days whose scenes they show')
    .option('--photos <dir>', 'folder of more days, of scenes that have no night')
    .option('--made <dir>', 'nights that were made of these days, each named as its day: learn nights as days instead')
    .option('--hold-out <scenes>', 'scenes to measure on instead of learning from them, with commas between', (text) => text.split(','))
    .addOption(numberOption('relightSide', '--size <px>', 'side of the crops', 128))
    .addOption(numberOption('relightWidth', '--width <n>', `channels of the network (default: ${standardWidth}, or as the base has it)`))
    .addOption(numberOption('count', '--batch <n>', 'crops in a step', 1));
  addRunOptions(command, { steps: 20_000, learningRate: 4e-4 }).action((options: Options) => train(requestFor(runOf(options), options)));
}

function runOf(options: Options): PlannedRun {
  const { day, night, photos, made, holdOut = [], size, batch, steps, learningRate, seed, base } = options;
  // A base has learnt where light lies.
  const placedSteps = base === undefined ? Math.ceil(placedShare * steps) : 1;
  const standard = { width: standardWidth, discriminatorWidth: 32 };
  const direction = made === undefined ? { brightens: false } : { brightens: true, made: resolve(made) };
  const data = { a: resolve(day), b: resolve(night), photographs: photos === undefined ? null : resolve(photos), heldOutScenes: [...holdOut] };
  return { recipe: 'relight', ...data, ...direction, ...networkOf(standard, options), size, batch, placedSteps, steps, learningRate, averageDecay, seed };
}
