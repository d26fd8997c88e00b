/** @file The `imago` command's words and options; what they do is passed in. Command line. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { type DeviceChoice, deviceChoiceSchema, type Provider } from '../../src-shared/device.ts';
import { writableFormats } from '../../src-shared/image.ts';
import { upscale } from '../../src-shared/operations/upscale.ts';
import type { TrainRequest } from '../../src-shared/trainer-messages.ts';
import { addCheckCommand, type CheckOptions } from './check-command.ts';
import { addTrainCommand } from './train-command.ts';
import type { UpscaleOptions } from './upscale-command.ts';

export type CommandActions = {
  upscale(named: string[], options: UpscaleOptions): Promise<void>;
  inspect(named: string[]): Promise<void>;
  listModels(): Promise<void>;
  verifyModels(): Promise<void>;
  devices(refresh: boolean): Promise<void>;
  train(request: TrainRequest): Promise<void>;
  /** The first that would be tried. */
  deviceFor(choice: DeviceChoice): Promise<Provider>;
  check(options: CheckOptions): Promise<void>;
};

const { model, scale } = upscale.parameters;
const scales = scale.options.map(({ value }) => value);

/** `version` is the application's. Wrong usage throws commander's CommanderError. */
export function createProgram(version: string, actions: CommandActions): Command {
  const program = new Command('imago').description('Image-to-image work on your own machine.').version(version).exitOverride();
  const json = () => new Option('--json', 'print one JSON object a line on standard output').default(false);

  program
    .command('upscale')
    .description('make pictures larger')
    .argument('<files...>', 'pictures, or folders with all their subfolders')
    .requiredOption('-o, --out <dir>', 'folder for the results, <name>-<scale>x.<ending>; made where it is missing')
    .addOption(new Option('-s, --scale <n>', `one of ${scales.join(', ')}`).argParser(parseScale).default(scale.default))
    .option('-m, --model <id>', 'see `imago models list`', model.default)
    .addOption(new Option('--tile <px>', "tile side in pixels, 32 to 4096 (default: the model's own)").argParser(parseTile))
    .addOption(new Option('-d, --device <name>', 'see `imago devices`').choices(deviceChoiceSchema.options).default('auto'))
    .addOption(new Option('-f, --format <name>', 'format of the results').choices(['keep', ...writableFormats]).default('keep'))
    .option('--overwrite', 'replace results that exist', false)
    .addOption(json())
    .action((named: string[], options: UpscaleOptions) => actions.upscale(named, options));

  program
    .command('inspect')
    .description('tell size, depth, alpha, profile, orientation and metadata')
    .argument('<files...>', 'pictures, or folders with all their subfolders')
    .addOption(json())
    .action((named: string[]) => actions.inspect(named));

  const models = program.command('models').description('list and verify models');
  models
    .command('list', { isDefault: true })
    .description('tell which models there are')
    .addOption(json())
    .action(() => actions.listModels());
  models
    .command('verify')
    .description('check every model file against its description')
    .addOption(json())
    .action(() => actions.verifyModels());

  program
    .command('devices')
    .description('tell which devices work, and why the others do not')
    .option('--refresh', 'probe them again', false)
    .addOption(json())
    .action(({ refresh }: { refresh: boolean }) => actions.devices(refresh));

  addTrainCommand(program, (request) => actions.train(request), (choice) => actions.deviceFor(choice));
  addCheckCommand(program, (options) => actions.check(options));

  return program;
}

function parseScale(text: string): number {
  const found = scales.find((value) => String(value) === text);
  if (found === undefined) throw new InvalidArgumentError(`Expected one of ${scales.join(', ')}.`);
  return found;
}

function parseTile(text: string): number {
  const side = Number(text);
  if (!Number.isInteger(side) || side < 32 || side > 4096) throw new InvalidArgumentError('Expected a whole number from 32 to 4096.');
  return side;
}
