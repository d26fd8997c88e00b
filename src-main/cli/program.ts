/** @file The `imago` command's words and options; what they do is passed in. Command line. */
import { Command, Option } from 'commander';
import type { DeviceChoice, Provider } from '../../src-shared/device.ts';
import { operations } from '../../src-shared/operations/registry.ts';
import type { TrainRequest } from '../../src-shared/trainer-messages.ts';
import { addBatchCommand, type BatchOptions } from './batch-command.ts';
import { addCheckCommand, type CheckOptions } from './check-command.ts';
import { addModelsCommand, type ModelsActions } from './models-command.ts';
import { addOperationCommand } from './operation-command.ts';
import { addTrainCommand } from './train-command.ts';
import type { RunOptions } from './run-files.ts';
import { addWorkerCommand, type WorkerOptions } from './worker-command.ts';

export type CommandActions = ModelsActions & {
  run(named: string[], options: RunOptions): Promise<void>;
  batch(recipe: string, named: string[], options: BatchOptions): Promise<void>;
  work(options: WorkerOptions): Promise<void>;
  inspect(named: string[]): Promise<void>;
  devices(refresh: boolean): Promise<void>;
  train(request: TrainRequest): Promise<void>;
  /** The first that would be tried. */
  deviceFor(choice: DeviceChoice): Promise<Provider>;
  check(options: CheckOptions): Promise<void>;
};

/** `version` is the application's. Wrong usage throws commander's CommanderError. */
export function createProgram(version: string, actions: CommandActions): Command {
  const program = new Command('imago').description('Image-to-image work on your own machine.').version(version).exitOverride();
  const json = () => new Option('--json', 'print one JSON object a line on standard output').default(false);

  for (const operation of operations) addOperationCommand(program, operation, (named, options) => actions.run(named, options));

  program
    .command('inspect')
    .description('tell size, depth, alpha, profile, orientation and metadata')
    .argument('<files...>', 'pictures, or folders with all their subfolders')
    .addOption(json())
    .action((named: string[]) => actions.inspect(named));

  addModelsCommand(program, actions);

  program
    .command('devices')
    .description('tell which devices work, and why the others do not')
    .option('--refresh', 'probe them again', false)
    .addOption(json())
    .action(({ refresh }: { refresh: boolean }) => actions.devices(refresh));

  addTrainCommand(program, (request) => actions.train(request), (choice) => actions.deviceFor(choice));
  addBatchCommand(program, (recipe, named, options) => actions.batch(recipe, named, options));
  addWorkerCommand(program, (options) => actions.work(options));
  addCheckCommand(program, (options) => actions.check(options));

  return program;
}
