/** @file `imago train cyclegan` and `imago train cut`: their options as runs. Command line. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { CutRun, CycleganRun } from '../../src-shared/trainer-messages.ts';
import { numberOption } from './number-option.ts';
import { addRunOptions, averageDecay, networkOf, requestFor, type RunOptions, type TrainAction } from './train-options.ts';

type Common = RunOptions & Pick<CycleganRun, 'a' | 'b' | 'batch' | 'identity'> & { readonly augment: boolean } & Partial<Pick<CycleganRun, 'size' | 'width' | 'blocks' | 'upsampling'>>;
type CycleganOptions = Common & Pick<CycleganRun, 'cycle'>;
type CutOptions = Common & Pick<CutRun, 'contrast' | 'patches'>;

/** The paper's sizes are for a GPU; a CPU gets what it can train in a night. */
const sizes = { gpu: { size: 256, width: 64, blocks: 9 }, cpu: { size: 128, width: 32, blocks: 6 } } as const;

export function addTranslations(recipes: Command, train: TrainAction): void {
  const cyclegan = sides(recipes, 'cyclegan', 'learn to translate pictures of A to B and back')
    .addOption(numberOption('weight', '--cycle <weight>', 'of the way there and back', 10))
    .addOption(numberOption('weight', '--identity <weight>', 'of leaving alone what needs no change', 5));
  finish(cyclegan).action((options: CycleganOptions) => train(requestFor({ recipe: 'cyclegan', ...commonOf(options), cycle: options.cycle }, options)));

  const cut = sides(recipes, 'cut', 'learn to translate pictures of A to B in half the time, with no way back')
    .addOption(numberOption('weight', '--contrast <weight>', 'of keeping what is where; 10 with --identity 0 is FastCUT', 1))
    .addOption(numberOption('weight', '--identity <weight>', 'of leaving alone what needs no change', 1))
    .addOption(numberOption('count', '--patches <n>', 'places that are compared', 256));
  finish(cut).action((options: CutOptions) => {
    const { contrast, patches } = options;
    return train(requestFor({ recipe: 'cut', ...commonOf(options), contrast, patches }, options));
  });
}

const sides = (recipes: Command, name: string, description: string): Command =>
  recipes
    .command(name)
    .description(description)
    .requiredOption('--a <dir>', 'folder of pictures as they are, with all its subfolders')
    .requiredOption('--b <dir>', 'folder of other pictures as those should look');

function finish(command: Command): Command {
  const scaled = (name: keyof typeof sizes.cpu) => `(default: ${sizes.cpu[name]} on the CPU, else ${sizes.gpu[name]}${name === 'size' ? '' : ', or as the base has it'})`;
  command
    .addOption(numberOption('cropSide', '--size <px>', `side of the crops ${scaled('size')}`))
    .addOption(numberOption('count', '--width <n>', `channels of the networks ${scaled('width')}`))
    .addOption(numberOption('count', '--blocks <n>', `residual blocks of a generator ${scaled('blocks')}`))
    .addOption(new Option('--upsampling <name>', 'how a generator enlarges; resize makes no checkerboards (default: transposed, or as the base has it)').choices(['transposed', 'resize']))
    .addOption(numberOption('count', '--batch <n>', 'crops in a step', 1))
    .option('--augment', 'change what discriminators see by chance; for folders of a few hundred pictures', false);
  return addRunOptions(command, { steps: 40_000, learningRate: 2e-4 });
}

type Network = Pick<CycleganRun, 'width' | 'blocks' | 'upsampling' | 'discriminatorWidth'>;

function commonOf(options: Common): Omit<CycleganRun, 'recipe' | 'cycle' | keyof Network> & Partial<Network> {
  const { a, b, augment, batch, identity, steps, learningRate, seed } = options;
  const { size, width, blocks } = options.accelerated ? sizes.gpu : sizes.cpu;
  const standard: Network = { width, blocks, upsampling: 'transposed', discriminatorWidth: options.width ?? width };
  return { a: resolve(a), b: resolve(b), ...networkOf(standard, options), augmented: augment, size: options.size ?? size, batch, identity, steps, learningRate, averageDecay, seed };
}
