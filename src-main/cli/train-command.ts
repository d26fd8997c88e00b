/** @file `imago train`: its words and options, and the trainer that does it. Command line. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { providerSchema } from '../../src-shared/device.ts';
import type { SuperResolutionRun, TrainRequest } from '../../src-shared/trainer-messages.ts';
import { numberOption, parsePositive } from './number-option.ts';

type SuperResolutionOptions = Pick<SuperResolutionRun, 'scale' | 'width' | 'depth' | 'activation' | 'filters' | 'loss' | 'batch' | 'size' | 'steps' | 'learningRate' | 'seed'> & {
  readonly data: string;
  readonly out: string;
  readonly resume: boolean;
  readonly device: TrainRequest['device'];
  readonly threads: number;
  readonly checkpointSeconds: number;
  readonly checkpointSteps?: number;
};

/** Steps over which weights are averaged, about 1 / (1 - decay). */
const averageDecay = 0.999;

export function addTrainCommand(program: Command, train: (request: TrainRequest) => Promise<void>): void {
  const recipes = program.command('train').description('train a model on your own pictures');
  recipes
    .command('super-resolution')
    .description('learn to enlarge photographs like those of a folder')
    .requiredOption('--data <dir>', 'folder of photographs, with all its subfolders')
    .requiredOption('-o, --out <dir>', 'folder for checkpoints, metrics and the model')
    .addOption(numberOption('--scale <n>', 'pixels per pixel and side', 2))
    .addOption(numberOption('--width <n>', 'channels of the network', 48))
    .addOption(numberOption('--depth <n>', 'hidden convolutions of the network', 6))
    .addOption(new Option('--activation <name>', 'between convolutions').choices(['leaky', 'prelu']).default('prelu'))
    .addOption(new Option('--filters <name>', 'how filters are expressed while they learn').choices(['plain', 'collapsible', 'edge-oriented']).default('collapsible'))
    .addOption(new Option('--loss <name>', 'distance that is made small').choices(['l1', 'charbonnier']).default('l1'))
    .addOption(numberOption('--size <px>', 'side of the small crops', 48))
    .addOption(numberOption('--batch <n>', 'crops in a step', 16))
    .addOption(numberOption('--steps <n>', 'length of the training', 20_000))
    .addOption(numberOption('--learning-rate <rate>', 'highest learning rate', 1e-3))
    .addOption(numberOption('--seed <n>', 'where random numbers start', 1))
    .addOption(numberOption('--threads <n>', 'processor cores to use', availableParallelism()))
    .addOption(numberOption('--checkpoint-seconds <n>', 'time between checkpoints', 180))
    .addOption(new Option('--checkpoint-steps <n>', 'steps between checkpoints (default: by time only)').argParser(parsePositive))
    .addOption(new Option('-d, --device <name>', 'see `imago devices`').choices(providerSchema.options).default('cpu'))
    .option('--resume', 'go on from the last checkpoint of the run in the folder, as that run was described', false)
    .addOption(new Option('--json', 'print one JSON object a line on standard output').default(false))
    .action((options: SuperResolutionOptions) => train(superResolutionRequest(options)));
}

function superResolutionRequest({ data, out, resume, device, threads, checkpointSeconds, checkpointSteps, ...options }: SuperResolutionOptions): TrainRequest {
  const { scale, width, depth, activation, filters, loss, batch, size, steps, learningRate, seed } = options;
  const network = { scale, width, depth, activation, filters, longSkip: true };
  const run: SuperResolutionRun = { recipe: 'super-resolution', data: resolve(data), ...network, loss, batch, size, steps, learningRate, averageDecay, seed };
  return { out: resolve(out), run, resume, device, threads, checkpointSeconds, checkpointSteps: checkpointSteps ?? null };
}
