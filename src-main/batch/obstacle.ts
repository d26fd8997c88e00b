/** @file Whether a failure is the item's own, or something that stops every item: a full disk, a folder that went away. Used by main and the command line. */
import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BatchDefinition } from '../../src-shared/batch.ts';
import { failure, type Failure } from '../../src-shared/failure.ts';
import type { JournalItem } from './journal.ts';

export type Obstacle = { readonly reason: 'disk-full' | 'folder-away'; readonly failure: Failure };

/** `roots` are the folders and files that the batch names. */
export async function obstacleBehind(failed: Failure, item: JournalItem, { inputs, output }: Pick<BatchDefinition, 'inputs' | 'output'>): Promise<Obstacle | null> {
  if (failed.code === 'disk-full') return { reason: 'disk-full', failure: failed };
  if (!['file-missing', 'file-unreadable', 'target-failed', 'target-readonly'].includes(failed.code)) return null;
  for (const folder of [output.folder, rootOf(item, inputs.paths)]) {
    if (await isThere(folder)) continue;
    const advice = 'Connect the drive or the network folder again; the batch then goes on by itself.';
    return { reason: 'folder-away', failure: failure('file-missing', `The folder ${folder} is not there any more.`, { advice, ...(failed.detail ? { detail: failed.detail } : {}) }) };
  }
  return null;
}

/** The named folder that the input lies in, or the folder of an input that was named itself. */
const rootOf = ({ input, subfolder }: JournalItem, named: readonly string[]): string =>
  named.find((path) => path !== input && input.startsWith(path)) ?? (subfolder === '' ? dirname(input) : dirname(input).slice(0, -subfolder.length - 1));

/** Room that a result may need before it is worth another try. */
const wantedBytes = 16e6;

export async function isGone({ reason }: Pick<Obstacle, 'reason'>, item: JournalItem, { inputs, output }: Pick<BatchDefinition, 'inputs' | 'output'>): Promise<boolean> {
  if (reason === 'folder-away') return (await isThere(output.folder)) && (await isThere(rootOf(item, inputs.paths)));
  return statfs(output.folder).then(
    ({ bavail, bsize }) => bavail * bsize >= wantedBytes,
    () => false,
  );
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
