/** @file `imago check`: the dataset doctor's report on one folder, or on the two sides of a translation. Command line. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { examineDataset } from '../trainer/doctor/examine-dataset.ts';
import { knownLooksFolder } from '../trainer/doctor/known-looks.ts';
import { canTrain, verdict } from '../trainer/doctor/verdict.ts';
import { type CliEvent, failedEvent, type Report } from './events.ts';
import { numberOption } from './number-option.ts';

export type CheckOptions = { readonly a: string; readonly b?: string; readonly size: number };

export function addCheckCommand(program: Command, check: (options: CheckOptions) => Promise<void>): void {
  program
    .command('check')
    .description('tell whether folders of pictures are fit for training')
    .requiredOption('--a <dir>', 'folder of pictures, with all its subfolders')
    .option('--b <dir>', 'folder of what they should become, for a translation')
    .addOption(numberOption('count', '--size <px>', 'side that every picture should have at least', 128))
    .addOption(new Option('--json', 'print one JSON object a line on standard output').default(false))
    .action((options: CheckOptions) => check(options));
}

/** 1 where a training should not start, else 0. */
export async function checkFolders({ a, b, size }: CheckOptions, { report, signal }: { readonly report: Report; readonly signal: AbortSignal }): Promise<number> {
  const onProgress = (done: number, total: number): void => {
    report({ event: 'progress', input: a, phase: 'decode', done: done / total });
  };
  const examined = await examineDataset({ a: resolve(a), ...(b === undefined ? {} : { b: resolve(b) }), smallestSide: size, signal, onProgress, knownLooks: knownLooksFolder() });
  if (!examined.ok) {
    report(failedEvent(a, examined.error));
    return 1;
  }
  const findings = verdict(examined.value);
  const fit = canTrain(findings);
  const found: CliEvent[] = [{ event: 'dataset', ...examined.value }, ...findings.map((finding): CliEvent => ({ event: 'finding', ...finding })), { event: 'verdict', fit }];
  for (const event of found) report(event);
  return fit ? 0 : 1;
}
