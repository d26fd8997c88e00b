/** @file Turns what the file system and libvips report into failures that a person can act on. Pure. */
import { basename, dirname } from 'node:path';
import { type Failure, failure } from '../../src-shared/failure.ts';

export const cancelled = (): Failure => failure('cancelled', 'The work was cancelled.');

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '');

/** Why a picture could not be read. */
export function readFailure(path: string, error: unknown): Failure {
  const name = basename(path);
  const detail = textOf(error);
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return failure('file-missing', `There is no file "${name}" in ${dirname(path)}.`, { advice: 'Check whether it was moved, renamed or deleted.', detail });
    case 'EISDIR':
      return failure('file-unreadable', `"${name}" is a folder, not a picture.`, { advice: 'Choose a folder with pictures in it, or the pictures themselves.', detail });
    case 'EACCES':
    case 'EPERM':
      return failure('file-unreadable', `You may not read "${name}".`, { advice: 'Change its permissions, or copy it to a folder of your own.', detail });
    default:
      return failure('file-unreadable', `"${name}" could not be read.`, { advice: 'Check the disk or the network drive that it is on.', detail });
  }
}

/** Why a file could not be written; `path` is the file that the user knows, not a temporary one. */
export function writeFailure(path: string, error: unknown): Failure {
  const detail = textOf(error);
  const text = `${codeOf(error)} ${detail}`;
  const folder = dirname(path);
  if (/ENOSPC|EDQUOT|No space left|Disk quota|not enough space/i.test(text))
    return failure('disk-full', `The disk is full: "${basename(path)}" could not be written to ${folder}.`, {
      advice: 'Free some space or choose another disk, then try again.',
      detail,
    });
  if (/EROFS|EACCES|EPERM|Read-only file system|Permission denied/i.test(text))
    return failure('target-readonly', `You may not write to ${folder}.`, { advice: 'Choose another folder, or change its permissions.', detail });
  if (/ENOENT|ENOTDIR|No such file/i.test(text))
    return failure('target-failed', `There is no folder ${folder}.`, { advice: 'Choose another folder, or make this one.', detail });
  if (/EISDIR|Is a directory/i.test(text))
    return failure('target-failed', `"${basename(path)}" is a folder.`, { advice: 'Choose another name.', detail });
  return failure('target-failed', `"${basename(path)}" could not be written to ${folder}.`, { advice: 'Try another folder or another format.', detail });
}

/** Whether an error tells of the disk that is written to, not of the picture that is read. */
export const isWriteError = (error: unknown): boolean =>
  /ENOSPC|EDQUOT|EROFS|No space left|Disk quota|Read-only file system|write failed|unable to write|wbuffer/i.test(textOf(error));
