import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Progress } from '../../src-shared/job.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { nearestUpscaleModel } from '../onnx-trace/tiny-models.ts';
import { createEngineClient, type EngineClientOptions } from './engine-client.ts';

const engineProgram = fileURLToPath(new URL('../../dist/node/engine.cjs', import.meta.url));

// Devices are probed once for all tests.
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'imago-test-home-'));
});
afterAll(() => rm(home, { recursive: true, maxRetries: 20 }));

let folder: string;
let scratch: string;
beforeEach(async () => {
  [folder, scratch] = [await temporaryFolder(), await temporaryFolder()];
  await writeModelPackage(join(folder, 'models'), 'double', [{ bytes: nearestUpscaleModel(2), tile: 32 }]);
  await sharp({ create: { width: 400, height: 300, channels: 3, background: '#c08040' } }).png().toFile(join(folder, 'in.png'));
});

function startClient(options: Partial<EngineClientOptions> = {}) {
  const lines: string[] = [];
  const environment = { IMAGO_MODELS: join(folder, 'models'), IMAGO_HOME: home, IMAGO_SCRATCH: scratch };
  const client = createEngineClient({ program: engineProgram, environment, log: (line) => lines.push(line), ...options });
  onTestFinished(() => client.dispose());
  return { client, lines };
}

const job = () => ({
  input: join(folder, 'in.png'),
  recipe: { version: 1 as const, steps: [{ operation: 'upscale', parameters: { model: 'double', scale: 2 } }] },
  target: { path: join(folder, 'out.png'), format: 'png' as const },
});

/** Process ids of this process's children with the role on their command line. */
function enginesOfThisProcess(): number[] {
  const list = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
  return list.flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(parent) === process.pid && command?.endsWith('engine.cjs engine') ? [Number(pid)] : [];
  });
}

/** Calls back once, when tiles are being run. */
function atFirstTile(act: () => void) {
  let acted = false;
  return ({ phase, done }: Progress) => {
    if (phase !== 'run' || done === 0 || acted) return;
    acted = true;
    act();
  };
}

describe('createEngineClient', () => {
  it('answers calls side by side, each with its own answer', async () => {
    const { client } = startClient();
    await writeFile(join(folder, 'text.png'), 'no picture');
    const [picture, text, missing] = await Promise.all(['in.png', 'text.png', 'none.png'].map((name) => client.call('inspect', { path: join(folder, name) })));
    expect(picture).toMatchObject({ ok: true, value: { width: 400, height: 300 } });
    expect(text).toMatchObject({ ok: false, error: { code: 'not-an-image' } });
    expect(missing).toMatchObject({ ok: false, error: { code: 'file-missing' } });
  });

  it('refuses a request in a wrong form', async () => {
    const { client } = startClient();
    expect(await client.call('run', { ...job(), tile: 5 })).toMatchObject({ ok: false, error: { code: 'bad-request', detail: expect.stringContaining('tile') as string } });
  });

  it('runs the job again on a fresh process when the engine is killed in the middle', async () => {
    const { client, lines } = startClient();
    const before = enginesOfThisProcess();
    const onProgress = atFirstTile(() => process.kill(enginesOfThisProcess()[0]!, 'SIGKILL'));
    const done = await client.call('run', job(), { onProgress });
    expect(done).toMatchObject({ ok: true, value: { details: { width: 800, height: 600, notes: [{ id: 'after-crash' }] } } });
    expect(await sharp(join(folder, 'out.png')).metadata()).toMatchObject({ width: 800, height: 600 });
    expect((await readdir(folder)).sort()).toEqual(['in.png', 'models', 'out.png']);
    expect(lines).toEqual(['engine: ended by signal SIGKILL']);
    expect(enginesOfThisProcess()).not.toEqual(before);
    await expect.poll(() => readdir(scratch)).toEqual([]);
  });

  it('fails with both reasons when the engine is killed twice, and works for the next call', async () => {
    const { client } = startClient();
    const onProgress = ({ phase }: Progress) => {
      if (phase === 'run') for (const pid of enginesOfThisProcess()) process.kill(pid, 'SIGKILL');
    };
    const failed = await client.call('run', job(), { onProgress });
    expect(failed).toMatchObject({ ok: false, error: { code: 'engine-crashed', detail: 'first: ended by signal SIGKILL\nthen: ended by signal SIGKILL' } });
    expect(await readdir(folder)).not.toContain('out.png');
    expect((await client.call('inspect', { path: join(folder, 'in.png') })).ok).toBe(true);
  });

  it('cancels a job in the middle without a trace', async () => {
    const { client, lines } = startClient({ hardStopMs: 120_000 });
    const abort = new AbortController();
    const cancelled = await client.call('run', job(), { signal: abort.signal, onProgress: atFirstTile(() => abort.abort()) });
    expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect((await readdir(folder)).sort()).toEqual(['in.png', 'models']);
    expect(await readdir(scratch)).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('stops an engine that does not react to a cancel, and repeats what else it had to do', async () => {
    const deaf = join(folder, 'deaf.mjs');
    await writeFile(deaf, `process.on('message', ({ id, body }) => { if (body?.path === '/quick') process.send({ kind: 'failed', id, failure: { code: 'file-missing', message: 'none' } }); else if (body) process.send({ kind: 'progress', id, progress: { phase: 'run', done: 0.5 } }); });`);
    const { client, lines } = startClient({ program: deaf, hardStopMs: 50 });
    const abort = new AbortController();
    const cancelled = client.call('inspect', { path: '/slow' }, { signal: abort.signal, onProgress: () => { abort.abort(); } });
    expect(await cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(lines).toEqual(['engine: does not react to a cancel and is stopped', 'engine: ended by signal SIGKILL']);
    expect(await client.call('inspect', { path: '/quick' })).toMatchObject({ error: { code: 'file-missing' } });
  });

  it('tells why the engine cannot start', async () => {
    const { client } = startClient({ program: join(folder, 'missing.mjs') });
    const failed = await client.call('inspect', { path: 'x' });
    expect(failed).toMatchObject({ ok: false, error: { code: 'engine-crashed', detail: expect.stringContaining('missing.mjs') as string } });
  });

  it('ends the process and what is not answered when it is disposed of', async () => {
    const { client } = startClient();
    const call = client.call('run', job());
    await client.dispose();
    expect(await call).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(enginesOfThisProcess()).toEqual([]);
    expect(await client.call('inspect', { path: 'x' })).toMatchObject({ error: { code: 'cancelled' } });
  });
});
