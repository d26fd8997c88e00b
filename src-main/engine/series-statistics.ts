/** @file Statistics that the pictures of a series share, kept in a folder by the network they belong to. Runs in the engine. */
import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Result, succeed } from '../../src-shared/result.ts';
import type { NamedTensors } from '../runtime/training-session.ts';

const fileSchema = z.record(z.string(), z.object({ shape: z.array(z.number()), values: z.array(z.number()) }));

/** Those of the series, which the first picture to come measures; without a series the picture's own. */
export async function inSeries(series: string | undefined, sha256: string, measure: () => Promise<Result<NamedTensors>>): Promise<Result<NamedTensors>> {
  if (series === undefined) return measure();
  const path = join(series, `statistics-${sha256}.json`);
  const known = await read(path);
  if (known) return succeed(known);
  const measured = await measure();
  if (!measured.ok) return measured;
  await writeFirst(path, measured.value);
  // Another engine may have been faster.
  return succeed((await read(path)) ?? measured.value);
}

async function read(path: string): Promise<NamedTensors | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  const entries = Object.entries(fileSchema.parse(JSON.parse(text)));
  return Object.fromEntries(entries.map(([name, { shape, values }]) => [name, { shape, values: Float32Array.from(values) }]));
}

/** Whole or not at all; a file that is there stays. */
async function writeFirst(path: string, statistics: NamedTensors): Promise<void> {
  const plain = Object.entries(statistics).map(([name, { shape, values }]) => [name, { shape, values: Array.from(values) }]);
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, JSON.stringify(Object.fromEntries(plain)));
  await link(temporary, path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  await rm(temporary);
}
