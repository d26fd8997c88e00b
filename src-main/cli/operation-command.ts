/** @file A command for each operation, its options made from the operation's declared parameters. Command line. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type DeviceChoice, deviceChoiceSchema } from '../../src-shared/device.ts';
import { type WritableFormat, writableFormats } from '../../src-shared/image.ts';
import type { Operation, Parameter, ParameterValues, RangeParameter } from '../../src-shared/operations/operation.ts';
import { assertNever } from '../../src-shared/result.ts';
import { addMaskOptions, type MaskOptions, maskOf } from './mask-options.ts';
import type { RunOptions } from './run-files.ts';

type Options = Record<string, unknown> & MaskOptions & {
  readonly out: string;
  readonly tile?: number;
  readonly device: DeviceChoice;
  readonly format: WritableFormat | 'keep';
  readonly overwrite: boolean;
  readonly provenance: boolean;
};

/** Parameters that are given often. */
const shortFlags: Readonly<Record<string, string>> = { model: '-m, ', scale: '-s, ' };

export function addOperationCommand(program: Command, operation: Operation, run: (named: string[], options: RunOptions) => Promise<void>): void {
  const command = program
    .command(operation.id)
    .description(operation.summary)
    .argument('<files...>', 'pictures, or folders with all their subfolders')
    .requiredOption('-o, --out <dir>', 'folder for the results; made where it is missing');
  for (const [name, parameter] of Object.entries(operation.parameters)) command.addOption(parameterOption(name, parameter));
  // What changes the size of a picture has no place to leave the rest of it alone.
  if (!('scale' in operation.parameters)) addMaskOptions(command, operation.needsMask);
  command
    .addOption(new Option('--tile <px>', "tile side in pixels, 32 to 4096 (default: the model's own)").argParser(parseTile))
    .addOption(new Option('-d, --device <name>', 'see `imago devices`').choices(deviceChoiceSchema.options).default('auto'))
    .addOption(new Option('-f, --format <name>', 'format of the results').choices(['keep', ...writableFormats]).default('keep'))
    .option('--overwrite', 'replace results that exist', false)
    .option('--no-provenance', 'do not write into the results what made them')
    .addOption(new Option('--json', 'print one JSON object a line on standard output').default(false))
    .action((named: string[], options: Options) => run(named, runOptions(operation, options)));
}

function runOptions(operation: Operation, { out, mask, fitMask, invertMask, tile, device, format, overwrite, provenance, ...rest }: Options): RunOptions {
  const parameters = Object.fromEntries(Object.keys(operation.parameters).map((name) => [name, rest[name]])) as ParameterValues;
  const where = maskOf({ mask, fitMask, invertMask } as MaskOptions);
  return { step: { operation: operation.id, parameters, ...(where ? { mask: where } : {}) }, out, device, format, overwrite, provenance, ...(tile === undefined ? {} : { tile }) };
}

function parameterOption(name: string, parameter: Parameter): Option {
  const flag = `${shortFlags[name] ?? ''}--${name}`;
  switch (parameter.kind) {
    case 'model':
      return new Option(`${flag} <id>`, 'see `imago models list`').default(parameter.default);
    case 'look':
      return new Option(`${flag} <name>`, "one of the model's looks (default: its first)").default(parameter.default, "the model's first");
    case 'choice': {
      const values = parameter.options.map(({ value }) => value);
      return new Option(`${flag} <${typeof parameter.default === 'number' ? 'n' : 'what'}>`, `one of ${values.join(', ')}`)
        .argParser((text) => parseChoice(text, values))
        .default(parameter.default);
    }
    case 'range':
      return new Option(`${flag} <n>`, rangeHelp(parameter)).argParser((text) => parseRange(text, parameter)).default(parameter.default, String(shown(parameter.default, parameter)));
    default:
      return assertNever(parameter);
  }
}

/** Shares are told as numbers, 1 for 100 %. */
const isShare = ({ unit }: RangeParameter): boolean => unit === '%';
const shown = (value: number, parameter: RangeParameter): number => (isShare(parameter) ? value / 100 : value);
const rangeHelp = (parameter: RangeParameter): string => `${shown(parameter.min, parameter)} to ${shown(parameter.max, parameter)}${isShare(parameter) ? ', or in %' : ` ${parameter.unit}`}`;

function parseRange(text: string, parameter: RangeParameter): number {
  const percent = isShare(parameter) && text.endsWith('%');
  const number = text.trim() === '' ? NaN : Number(percent ? text.slice(0, -1) : text);
  // Whole parts of a percent: 0.07 times 100 is not 7.
  const value = isShare(parameter) && !percent ? Number((number * 100).toFixed(6)) : number;
  if (!(value >= parameter.min && value <= parameter.max)) throw new InvalidArgumentError(`Expected ${rangeHelp(parameter)}.`);
  return value;
}

function parseChoice(text: string, values: readonly (string | number)[]): string | number {
  const found = values.find((value) => String(value) === text);
  if (found === undefined) throw new InvalidArgumentError(`Expected one of ${values.join(', ')}.`);
  return found;
}

function parseTile(text: string): number {
  const side = Number(text);
  if (!Number.isInteger(side) || side < 32 || side > 4096) throw new InvalidArgumentError('Expected a whole number from 32 to 4096.');
  return side;
}
