/** @file Which name a result gets: one that no input and no other result of the batch has, and what a file there means. Used by main and the command line. */
import { stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { ExistingPolicy } from '../../src-shared/batch.ts';

type NameLook = {
  /** Whether the batch reads the file: nobody's picture is replaced by a result, whatever the policy. */
  readonly isInput: (path: string) => boolean | Promise<boolean>;
  /** Whether another item of the batch has the name. */
  readonly isClaimed: (path: string) => boolean | Promise<boolean>;
  readonly isThere: (path: string) => boolean | Promise<boolean>;
};

/** `taken`: the policy is to ask, and there is a file. `replaced`: there is one, and it gives way. */
export type ChosenName = { readonly kind: 'free' | 'replaced' | 'skipped' | 'taken'; readonly output: string };

/** Names tried where many inputs share one. */
const namesTried = 100_000;

/** `first`, or the same with a number; null where all of them are taken. Nothing is claimed. */
export async function chooseName(first: string, existing: ExistingPolicy, { isInput, isClaimed, isThere }: NameLook): Promise<ChosenName | null> {
  for (let number = 1; number <= namesTried; number += 1) {
    const output = numbered(first, number);
    if ((await isInput(output)) || (await isClaimed(output))) continue;
    if (!(await isThere(output))) return { kind: 'free', output };
    if (existing === 'rename') continue;
    return { kind: existing === 'ask' ? 'taken' : existing === 'skip' ? 'skipped' : 'replaced', output };
  }
  return null;
}

const numbered = (path: string, number: number): string => {
  const { dir, name, ext } = parse(path);
  return number === 1 ? path : join(dir, `${name} (${number})${ext}`);
};

export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** By what the file system says: a link, or a name that differs in case where that makes no difference, is the same file. */
export async function isSameFile(path: string, other: string): Promise<boolean> {
  const idOf = (it: string) => stat(it, { bigint: true }).then(({ dev, ino }) => `${dev} ${ino}`);
  const ids = await Promise.all([idOf(path), idOf(other)]).catch(() => null);
  return ids !== null && ids[0] === ids[1];
}
