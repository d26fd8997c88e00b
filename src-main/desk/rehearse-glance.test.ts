/** @file Tests rehearse-glance.ts. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tileBytes } from '../../src-shared/pyramid.ts';
import { failure } from '../../src-shared/failure.ts';
import { failWith, succeed } from '../../src-shared/result.ts';
import type { Engine } from './engine.ts';
import { rehearseGlance } from './rehearse-glance.ts';
import { openSessionFolder } from './session-folder.ts';
import { createTileStore } from './tile-store.ts';

let userData: string;
beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'imago-rehearsal-'));
});
afterEach(() => rm(userData, { recursive: true }));

it('goes the way of a glance and leaves no file, also where the engine fails', async () => {
  const folder = await openSessionFolder(userData);
  const calls: string[] = [];
  const writing = async (method: string, { pyramid }: { pyramid: string }) => {
    calls.push(method);
    if (method === 'glance') await writeFile(pyramid, Buffer.alloc(tileBytes));
    return succeed(null);
  };
  await rehearseGlance({ engine: { call: writing } as unknown as Engine, tiles: createTileStore(), folder }, '/sample.jpg');
  expect(calls.sort()).toEqual(['glance', 'inspect']);
  const failing = { call: () => Promise.resolve(failWith(failure('cancelled', 'Cancelled.'))) } as unknown as Engine;
  await rehearseGlance({ engine: failing, tiles: createTileStore(), folder }, '/sample.jpg');
  expect(await readdir(folder.file('.'))).toEqual([]);
});
