/** @file The pictures of a folder that a training can use; the others are told of; trainer process. */
import { basename } from 'node:path';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import type { PictureFile } from '../data/batch-source.ts';
import { examineFolder } from '../data/examine-folder.ts';
import type { Places } from './recipe.ts';

export type Wanted = { /** In pixels. */ readonly smallestSide: number; readonly excluded: readonly string[] | undefined };

/** At least one. */
export async function usablePictures(folder: string, { smallestSide, excluded = [] }: Wanted, onEvent: Places['onEvent']): Promise<Result<readonly PictureFile[]>> {
  const examined = await examineFolder(folder, smallestSide, excluded);
  if (!examined.ok) return examined;
  const { usable, unreadable, tooSmall } = examined.value;
  for (const { path, failure: reason } of unreadable) onEvent({ event: 'skipped', path, message: reason.message });
  for (const { path, width, height } of tooSmall) onEvent({ event: 'skipped', path, message: `${basename(path)} is too small: ${width} x ${height} pixels.` });
  if (usable.length > 0) return succeed(usable);
  if (tooSmall.length === 0 && unreadable.length > 0) {
    const advice = 'Choose a folder of photographs.';
    return failWith(failure('bad-request', `None of the ${unreadable.length} files in "${folder}" that are named like pictures can be read.`, { reason: 'pictures-unfit', advice }));
  }
  const advice = 'Choose a folder of larger photographs, or a smaller size.';
  return failWith(failure('bad-request', `Expected photographs of at least ${smallestSide} pixels a side in "${folder}", got none.`, { reason: 'pictures-too-small', advice }));
}
