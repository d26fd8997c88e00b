/** @file Tells whether a file has changed: its size and time, as one text. Used by main and the command line. */
import { stat } from 'node:fs/promises';
import { type Result, failWith, succeed } from '../../src-shared/result.ts';
import { readFailure } from '../image-io/file-failure.ts';

export async function fileStamp(path: string): Promise<Result<string>> {
  try {
    const { size, mtimeMs } = await stat(path);
    return succeed(`${size} ${mtimeMs}`);
  } catch (error) {
    return failWith(readFailure(path, error));
  }
}
