/** @file The sha256 of a file; used by the engine, main and the command line. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { readFailure } from './file-failure.ts';

/** In hexadecimal. */
export async function hashFile(path: string): Promise<Result<string>> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
    return succeed(hash.digest('hex'));
  } catch (error) {
    return failWith(readFailure(path, error));
  }
}
