/** @file Pictures one after another through one step and one engine; a bad one does not stop the others. Command line. */
import { basename, dirname } from 'node:path';
import { noteSentence } from '../../src-shared/note.ts';
import type { EngineClient } from '../children/engine-client.ts';
import type { DeviceChoice } from '../../src-shared/device.ts';
import type { WritableFormat } from '../../src-shared/image.ts';
import { namedMaskFiles } from '../../src-shared/mask/file-path.ts';
import { provenanceOf } from '../../src-shared/provenance.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { stepName } from '../../src-shared/result-name.ts';
import { makeFolder } from '../batch/make-folder.ts';
import { collectInputs, type Input } from './collect-inputs.ts';
import { type DoneEvent, failedEvent, type Report } from './events.ts';
import { chooseFormat, createOutputNames, type OutputNames } from './output-name.ts';

export type RunOptions = {
  readonly step: Recipe['steps'][number];
  /** A folder. */
  readonly out: string;
  readonly tile?: number;
  readonly device: DeviceChoice;
  readonly format: WritableFormat | 'keep';
  readonly overwrite: boolean;
  readonly provenance: boolean;
};

type Tools = { readonly engine: EngineClient; readonly report: Report; readonly signal: AbortSignal; /** Name and version. */ readonly software: string };

/** How many inputs failed. An interrupt ends it after the current picture's failure, `cancelled`. */
export async function runFiles(named: readonly string[], options: RunOptions, tools: Tools): Promise<number> {
  const { inputs, failures } = await collectInputs(named, options.out);
  for (const { path, failure } of failures) tools.report(failedEvent(path, failure));
  const nameOutput = createOutputNames(options.out);
  let failed = failures.length;
  for (const input of inputs) {
    if (tools.signal.aborted) break;
    const done = await runFile(input, options, nameOutput, tools);
    if (!done.ok) failed += 1;
    tools.report(done.ok ? done.value : failedEvent(input.path, done.error));
  }
  return failed;
}

async function runFile(input: Input, options: RunOptions, nameOutput: OutputNames, { engine, report, signal, software }: Tools): Promise<Result<DoneEvent>> {
  const { step, device, tile, overwrite, provenance } = options;
  const inspected = await engine.call('inspect', { path: input.path }, { signal });
  if (!inspected.ok) return inspected;
  const { format, note } = chooseFormat(options.format, inspected.value.format);
  const output = nameOutput(input, stepName(step), format);
  const folder = await makeFolder(dirname(output));
  if (!folder.ok) return folder;

  const recipe = namedMaskFiles({ version: 1, steps: [step] }, basename(input.path));
  const made = provenance ? { provenance: provenanceOf(recipe, software) } : {};
  const target = { path: output, format, overwrite, ...made };
  const ran = await engine.call(
    'run',
    { input: input.path, recipe, device, target, ...(tile === undefined ? {} : { tile }) },
    { signal, onProgress: (progress) => { report({ event: 'progress', input: input.path, ...progress }); } },
  );
  if (!ran.ok) return ran;
  const { warnings, details } = ran.value;
  const notes = [...warnings.map(noteSentence), ...(note ? [note] : []), ...details.notes.map(noteSentence)];
  const { width, height, durationMs, model, seamScore = null } = details;
  return succeed({ event: 'done', input: input.path, output, width, height, device: details.device, model, durationMs, seamScore, notes });
}
