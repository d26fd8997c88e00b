/** @file `imago models`: list, verify, import, export, remove. Command line. */
import { extname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { EngineClient } from '../children/engine-client.ts';
import { findModel } from '../model-registry/find-models.ts';
import { importOnnx } from '../model-registry/import-onnx.ts';
import { exportModel, onnxEnding } from '../model-registry/export-model.ts';
import { importArchive, removeModel } from '../model-registry/install-model.ts';
import { archiveEnding } from '../model-registry/package-archive.ts';
import { type Failure, failure } from '../../src-shared/failure.ts';
import { modelProposalSchema, type ModelProposal, type ValueRange, valueRanges } from '../../src-shared/model-import.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { failedEvent, type Report } from './events.ts';
import { numberOption } from './number-option.ts';

export type ImportOptions = Partial<Pick<ModelProposal, 'id' | 'name' | 'task' | 'description' | 'licence' | 'overlap' | 'sizeMultiple'>> & {
  readonly inputRange?: ValueRange;
  readonly outputRange?: ValueRange;
};

export type ModelsActions = {
  listModels(): Promise<void>;
  verifyModels(): Promise<void>;
  importModel(file: string, options: ImportOptions): Promise<void>;
  /** `scale`: see `export-model.ts`. */
  exportModel(id: string, file: string, scale: number | null): Promise<void>;
  removeModel(id: string): Promise<void>;
};

export function addModelsCommand(program: Command, actions: ModelsActions): void {
  const json = () => new Option('--json', 'print one JSON object a line on standard output').default(false);
  const range = (end: 'input' | 'output') =>
    new Option(`--${end}-range <name>`, `values of the ${end}: unit (0 to 1), signed (-1 to 1) or bytes (0 to 255); default: found by running it`).choices(Object.keys(valueRanges));
  const models = program.command('models').description('list, verify, import, export and remove models');
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
  models
    .command('import')
    .description(`take in a model package (${archiveEnding}) or an ONNX file of another program`)
    .argument('<file>', `a file that ends in ${archiveEnding} or .onnx`)
    .option('--id <id>', 'id under which it is used here')
    .option('--name <name>', 'of an ONNX file: name that is shown')
    .addOption(new Option('--task <name>', 'of an ONNX file: what it does').choices(modelProposalSchema.shape.task.options))
    .option('--description <text>', 'of an ONNX file: what it does to a picture, in a sentence')
    .option('--licence <id>', 'of an ONNX file: SPDX identifier')
    .addOption(range('input'))
    .addOption(range('output'))
    .addOption(numberOption('count', '--size-multiple <px>', 'of an ONNX file: what sides must be a multiple of'))
    .addOption(numberOption('weight', '--overlap <px>', 'of an ONNX file: pixels that tiles share on every side'))
    .addOption(json())
    .action((file: string, options: ImportOptions) => actions.importModel(file, options));
  models
    .command('export')
    .description(`write a model as one file: the package (${archiveEnding}), or its network alone for other programs (${onnxEnding})`)
    .argument('<id>', 'see `imago models list`')
    .argument('<file>', `ends in ${archiveEnding} or ${onnxEnding}`)
    .addOption(numberOption('count', '--scale <n>', `${onnxEnding} of a model with several networks: that which enlarges so many times (default: the first)`))
    .addOption(json())
    .action((id: string, file: string, { scale }: { readonly scale?: number }) => actions.exportModel(id, file, scale ?? null));
  models
    .command('remove')
    .description('remove a model that you imported or trained')
    .argument('<id>', 'see `imago models list`')
    .addOption(json())
    .action((id: string) => actions.removeModel(id));
}

type Tools = { readonly engine: EngineClient; readonly report: Report; readonly signal: AbortSignal };

/** Each returns how many things failed. */
export async function importModelFile(file: string, options: ImportOptions, directories: readonly string[], { engine, report, signal }: Tools): Promise<number> {
  const path = resolve(file);
  if (extname(path).toLowerCase() !== '.onnx') return tell(file, report, await importArchive(path, directories, options.id), ({ manifest }) => { report({ event: 'imported', input: file, model: manifest.id }); });
  const inspected = await engine.call('inspect-model', { path }, { signal });
  if (!inspected.ok) return fail(file, inspected.error, report);
  const proposal = withOptions(inspected.value.proposal, options);
  if (!proposal.ok) return fail(file, proposal.error, report);
  const { scale, form, task } = proposal.value;
  return tell(file, report, await importOnnx(path, proposal.value, directories), ({ manifest }) => {
    report({ event: 'imported', input: file, model: manifest.id, task, scale, form, unsure: inspected.value.unsure });
  });
}

function withOptions(proposal: ModelProposal, { inputRange, outputRange, id, name, task, description, licence, overlap, sizeMultiple }: ImportOptions): Result<ModelProposal> {
  const said = Object.fromEntries(Object.entries({ id, name, task, description, licence, overlap, sizeMultiple }).filter(([, value]) => value !== undefined));
  const ranges = { ...(inputRange ? { input: valueRanges[inputRange] } : {}), ...(outputRange ? { output: valueRanges[outputRange] } : {}) };
  const parsed = modelProposalSchema.safeParse({ ...proposal, ...said, form: { ...proposal.form, ...ranges } });
  if (parsed.success) return succeed(parsed.data);
  const [issue] = parsed.error.issues;
  return failWith(failure('bad-request', `The value for ${issue?.path.join('.') ?? 'an option'} cannot be used: ${issue?.message ?? ''}.`, { advice: 'An id has small letters, digits and hyphens.' }));
}

export async function exportModelFile(id: string, file: string, scale: number | null, directories: readonly string[], report: Report): Promise<number> {
  const model = await findModel(directories, id);
  if (!model.ok) return fail(id, model.error, report);
  const packed = await exportModel(model.value, resolve(file), extname(file).toLowerCase() === onnxEnding ? (scale ?? model.value.manifest.networks[0]?.scale ?? 1) : null);
  return tell(file, report, packed, () => { report({ event: 'packed', model: id, output: file }); });
}

export async function removeOwnModel(id: string, directories: readonly string[], report: Report): Promise<number> {
  const model = await findModel(directories, id);
  if (!model.ok) return fail(id, model.error, report);
  return tell(id, report, await removeModel({ id, folder: model.value.folder }), () => { report({ event: 'removed', model: id }); });
}

function tell<T>(input: string, report: Report, result: Result<T>, done: (value: T) => void): number {
  if (!result.ok) return fail(input, result.error, report);
  done(result.value);
  return 0;
}

function fail(input: string, error: Failure, report: Report): number {
  report(failedEvent(input, error));
  return 1;
}
