import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { comesToRest, isAtRest, usualRestMs } from './at-rest.ts';

it('takes a file as complete once nobody has written to it for a while', async () => {
  const path = join(await temporaryFolder(), 'a.png');
  await writeFile(path, 'a');
  expect(await isAtRest(path, 3_600_000)).toBe(false);
  expect(await isAtRest(path, 0)).toBe(true);
  let over = false;
  const rests = comesToRest(path, usualRestMs, new AbortController().signal).then((it) => {
    over = true;
    return it;
  });
  for (let count = 0; count < 50; count += 1) await appendFile(path, 'more');
  expect(over).toBe(false);
  expect(await rests).toBe(true);
});

it('gives up where the file goes away or nobody waits any more', async () => {
  const path = join(await temporaryFolder(), 'a.png');
  expect(await comesToRest(path, 5, new AbortController().signal)).toBe(false);
  await writeFile(path, 'a');
  expect(await comesToRest(path, 5, AbortSignal.abort())).toBe(false);
  const leaves = comesToRest(path, 500, new AbortController().signal);
  await rm(path);
  expect(await leaves).toBe(false);
});
