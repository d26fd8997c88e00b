/** @file Pictures that some tests and measurements use where they are present; they are no part of the project. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const sharedData = process.env['IMAGO_TEST_DATA'] ?? join('..', 'shared', 'data');

/** A folder of the test data, or null on machines that have none. */
export function testData(folder: string): string | null {
  const path = join(sharedData, folder);
  return existsSync(path) ? path : null;
}
