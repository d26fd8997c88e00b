/** @file Whether a failure is the item's own, or something that stops every item: a full disk, a folder that went away. Used by main and the command line. */
import { stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { BatchDefinition } from '../../src-shared/batch.ts';
import { failure, type Failure } from '../../src-shared/failure.ts';
import { isPictureName } from '../../src-shared/image.ts';
import { exists } from './choose-name.ts';
import type { JournalItem } from './journal.ts';

export type Obstacle = { readonly reason: 'disk-full' | 'folder-away'; readonly failure: Failure };

type Wanted = Pick<BatchDefinition, 'inputs' | 'output'>;

/** Folders that items were seen in. */
type Places = {
  /** Whether the folder is there, and if a disk or share was mounted on it when it was first asked for, still is. */
  isThere(folder: string): Promise<boolean>;
};

export function createPlaces(): Places {
  const mounts = new Map<string, Promise<boolean>>();
  return {
    async isThere(folder) {
      if (!(await exists(folder))) return false;
      const wasMount = mounts.get(folder) ?? isMount(folder);
      mounts.set(folder, wasMount);
      return !(await wasMount) || isMount(folder);
    },
  };
}

/** A folder stays when its share goes away, and is then an ordinary empty one on the disk around it. */
const isMount = (folder: string): Promise<boolean> =>
  Promise.all([stat(folder), stat(dirname(folder))]).then(
    ([own, around]) => own.dev !== around.dev,
    () => false,
  );

/** Where the disks and shares of the inputs and results are mounted; the root where none is. */
export async function disksOf({ inputs, output }: Wanted): Promise<string[]> {
  const folders = new Set([output.folder, ...inputs.paths.map((path) => (isPictureName(path) ? dirname(path) : path))].map((path) => resolve(path)));
  const disks = new Set<string>();
  for (const folder of folders) disks.add(await diskOf(folder));
  return [...disks];
}

async function diskOf(folder: string): Promise<string> {
  return isRoot(folder) || (await isMount(folder)) ? folder : diskOf(dirname(folder));
}

const isRoot = (folder: string) => dirname(folder) === folder;

/** That one of the disks, of which `disksOf` told in an earlier run, is not mounted now. */
export async function awayDisk(disks: readonly string[]): Promise<Obstacle | null> {
  for (const disk of disks) if (!((await exists(disk)) && (isRoot(disk) || (await isMount(disk))))) return folderAway(disk);
  return null;
}

/** That the folder of the results or that of the input went away. */
export async function awayFolder(item: JournalItem, { inputs, output }: Wanted, places: Places, detail?: string): Promise<Obstacle | null> {
  for (const folder of [output.folder, rootOf(item, inputs.paths)]) {
    if (!(await places.isThere(folder))) return folderAway(folder, detail);
  }
  return null;
}

function folderAway(folder: string, detail?: string): Obstacle {
  const advice = 'Connect the drive or the network folder again; the batch then goes on by itself.';
  return { reason: 'folder-away', failure: failure('file-missing', `The folder ${folder} is not there any more.`, { advice, ...(detail ? { detail } : {}) }) };
}

/** Whatever an item failed of, a folder that is not there at that moment is the likelier cause: a result may lose it halfway, in any of its parts. */
export async function obstacleBehind(failed: Failure, item: JournalItem, wanted: Wanted, places: Places): Promise<Obstacle | null> {
  if (failed.code === 'disk-full') return { reason: 'disk-full', failure: failed };
  return awayFolder(item, wanted, places, failed.detail);
}

/** The named folder that the input lies in, or the folder of an input that was named itself. */
const rootOf = ({ input, subfolder }: JournalItem, named: readonly string[]): string =>
  named.find((path) => path !== input && input.startsWith(path)) ?? (subfolder === '' ? dirname(input) : dirname(input).slice(0, -subfolder.length - 1));

/** Room that a result may need before it is worth another try. */
const wantedBytes = 16e6;

export async function isGone({ reason }: Pick<Obstacle, 'reason'>, item: JournalItem, wanted: Wanted, places: Places): Promise<boolean> {
  if ((await awayFolder(item, wanted, places)) !== null) return false;
  if (reason === 'folder-away') return true;
  return statfs(wanted.output.folder).then(
    ({ bavail, bsize }) => bavail * bsize >= wantedBytes,
    () => false,
  );
}
