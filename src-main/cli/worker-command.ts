/** @file `imago worker`: works on the pictures that `imago run --queue` shares, until it is told to end. Command line. */
import { relative } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { noteSentence } from '../../src-shared/note.ts';
import type { Perform } from '../batch/item-work.ts';
import { workOnQueue } from '../batch/redis-queue.ts';
import { failedEvent, type Report } from './events.ts';
import { numberOption } from './number-option.ts';

export type WorkerOptions = { readonly queue: string; readonly lostAfter: number };

export const queueOption = (description: string): Option => new Option('--queue <url>', description).argParser(parseQueue);

function parseQueue(text: string): string {
  if (!/^rediss?:\/\/[^/]+/.test(text) || !URL.canParse(text)) throw new InvalidArgumentError('Expected an address such as redis://render:6379.');
  return text;
}

export function addWorkerCommand(program: Command, work: (options: WorkerOptions) => Promise<void>): void {
  program
    .command('worker')
    .description('work on the pictures that `imago run --queue` shares, until it is interrupted')
    .addOption(queueOption('address of the Redis, such as redis://render:6379').makeOptionMandatory())
    .addOption(numberOption('count', '--lost-after <seconds>', 'a worker that gives no sign for so long loses its pictures to another', 30))
    .addOption(new Option('--json', 'print one JSON object a line on standard output').default(false))
    .action((options: WorkerOptions) => work(options));
}

type Tools = { readonly perform: Perform; readonly report: Report; readonly log: (line: string) => void; readonly signal: AbortSignal };

export async function work({ queue, lostAfter }: WorkerOptions, { perform, report, log, signal }: Tools): Promise<void> {
  const shown = (path: string) => relative(process.cwd(), path);
  const outputs = new Map<string, string>();
  const noting: Perform = (request, context) => {
    outputs.set(request.input as string, request.target!.path);
    return perform(request, context);
  };
  await workOnQueue(noting, { url: queue, log, lostAfterMs: 1000 * lostAfter }, signal, (input, result) => {
    if (!result.ok) report(failedEvent(shown(input), result.error));
    else if (result.value.saved) {
      const { width, height, sha256 } = result.value.saved;
      const { device, durationMs, notes } = result.value.details;
      report({ event: 'finished', input: shown(input), output: shown(outputs.get(input)!), width, height, sha256, device, durationMs, notes: notes.map(noteSentence) });
    }
    outputs.delete(input);
  });
}
