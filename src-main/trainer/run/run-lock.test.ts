import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lockRun } from './run-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imago-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('refuses a run that a living process trains', async () => {
  await writeFile(join(folder, 'run.lock'), String(process.ppid));
  expect(await lockRun(folder)).toMatchObject({ ok: false, error: { code: 'target-exists' } });
});

it.runIf(process.platform === 'linux')('takes over from a process that has ended and that its parent has not asked for', async () => {
  // The parent becomes a program that never asks how its child ended.
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 600']);
  try {
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const child = said.toString().trim();
    await vi.waitFor(async () => expect(await readFile(`/proc/${child}/stat`, 'utf8')).toContain(') Z '), { timeout: 60_000 });
    await writeFile(join(folder, 'run.lock'), child);
    expect(await lockRun(folder)).toMatchObject({ ok: true });
  } finally {
    parent.kill();
  }
});
