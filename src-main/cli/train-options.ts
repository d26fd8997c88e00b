/** @file What all kinds of `imago train` have in common: options of the run, and the request they become. Command line. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { deviceChoiceSchema } from '../../src-shared/device.ts';
import type { PlannedRun, TrainRequest } from '../../src-shared/trainer-messages.ts';
import { numberOption } from './number-option.ts';

export type TrainAction = (request: TrainRequest) => Promise<void>;

export type RunOptions = Pick<TrainRequest, 'out' | 'resume' | 'estimate' | 'backend' | 'device' | 'threads' | 'checkpointSeconds'> & {
  readonly checkpointSteps?: number;
  /** Whether the training will have more than the CPU; see train-command.ts. */
  readonly accelerated: boolean;
  readonly base?: string;
  readonly excludeFrom?: readonly string[];
  readonly steps: number;
  readonly seed: number;
  readonly learningRate: number;
};

export type RunDefaults = Pick<RunOptions, 'steps' | 'learningRate'>;

/** For recipes that begin without their discriminator. */
export const faithfulShareOption = (): Option => numberOption('share', '--faithful-share <0..1>', 'share of the steps before the discriminator comes in', 0.5);

/** Steps over which weights are averaged, about 1 / (1 - decay). */
export const averageDecay = 0.999;

export function addRunOptions(command: Command, { steps, learningRate }: RunDefaults): Command {
  return command
    .requiredOption('-o, --out <dir>', 'folder for checkpoints, metrics and the model')
    .option('--base <model>', 'start from a model that was trained here: an id of `imago models list`, or the folder of a model')
    .addOption(new Option('--exclude-from <file>', 'text file of pictures to leave out, a path a line').argParser(readList))
    .addOption(numberOption('count', '--steps <n>', 'length of the training', steps))
    .addOption(numberOption('positive', '--learning-rate <rate>', 'highest learning rate', learningRate))
    .addOption(numberOption('count', '--seed <n>', 'where random numbers start', 1))
    .addOption(numberOption('count', '--threads <n>', 'processor cores to use', availableParallelism()))
    .addOption(numberOption('positive', '--checkpoint-seconds <n>', 'time between checkpoints', 180))
    .addOption(numberOption('count', '--checkpoint-steps <n>', 'steps between checkpoints (default: by time only)'))
    .addOption(new Option('-d, --device <name>', 'see `imago devices`').choices(deviceChoiceSchema.options).default('auto'))
    .addOption(new Option('--backend <name>', 'what runs the training; tensorflow needs `npm run tensorflow:install`').choices(['onnx', 'tensorflow']).default('onnx'))
    .option('--estimate', 'measure a few steps, tell how long the training would take and how much memory, and stop', false)
    .option('--resume', 'go on from the last checkpoint of the run in the folder, as that run was described', false)
    .addOption(new Option('--json', 'print one JSON object a line on standard output').default(false));
}

/** `base` is as it was typed; whoever runs the request looks it up. */
export function requestFor(planned: PlannedRun, { out, base, excludeFrom, resume, estimate, backend, device, threads, checkpointSeconds, checkpointSteps }: RunOptions): TrainRequest {
  const run: PlannedRun = excludeFrom ? { ...planned, excluded: [...excludeFrom] } : planned;
  return { out: resolve(out), run, base: base ?? null, resume, estimate, backend, device, threads, checkpointSeconds, checkpointSteps: checkpointSteps ?? null };
}

/** What describes a network: as it was said, else as the base has it, or, without one, the standard. */
export function networkOf<T extends object>(standard: T, options: { readonly [K in keyof T]?: T[K] | undefined } & { readonly base?: string }): Partial<T> {
  const fallback: Partial<T> = options.base === undefined ? standard : {};
  return Object.fromEntries(Object.keys(standard).map((name) => [name, options[name as keyof T] ?? fallback[name as keyof T]])) as Partial<T>;
}

function readList(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/).filter(Boolean);
  } catch {
    throw new InvalidArgumentError('Expected a text file.');
  }
}
