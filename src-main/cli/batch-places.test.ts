/** @file Tests `imago run` on disks that are full or go away, where the machine lets us mount them. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nearestUpscaleModel } from '../onnx-trace/tiny-models.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const program = fileURLToPath(new URL('../../dist/node/cli.mjs', import.meta.url));

function mounts(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const unmount = (path: string) => execFileSync('umount', ['-l', path]);

const canMount = await (async () => {
  if (process.platform !== 'linux') return false;
  const probe = await mkdtemp(join(tmpdir(), 'imago-mount-'));
  const works = mounts(probe);
  if (works) unmount(probe);
  await rmdir(probe);
  if (!works) console.warn('Only root can mount a disk to fill up: batches on full disks are not tested.');
  return works;
})();

let folder: string;
let disk: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  disk = join(folder, 'disk');
  await mkdir(disk);
  if (canMount) mounts(disk);
  await writeModelPackage(join(folder, 'models'), 'faithful', [{ bytes: nearestUpscaleModel(2), tile: 32 }]);
  await writeFile(join(folder, 'recipe.json'), JSON.stringify({ version: 1, name: 'Twice', steps: [{ operation: 'upscale', parameters: { scale: 2 } }] }));
  await mkdir(join(folder, 'in'));
  for (let index = 0; index < pictures; index += 1) await sharp({ create: { width: 60, height: 40 + index, channels: 3, background: { r: index, g: 90, b: 9 } } }).toFile(join(folder, 'in', `${index}.png`));
});
afterEach(() => {
  if (canMount) unmount(disk);
});

const pictures = 5;
const results = Array.from({ length: pictures }, (_, index) => `${index}-2x.png`);

function run(out: string, ...more: string[]) {
  const child = spawn(process.execPath, [program, 'run', 'recipe.json', 'in', '--out', out, '--json', ...more], { cwd: folder, env: { ...process.env, IMAGO_MODELS: join(folder, 'models'), IMAGO_HOME: join(folder, 'home') } });
  let out_ = '';
  child.stdout.on('data', (text) => (out_ += String(text)));
  const events = () => out_.split('\n').slice(0, -1).map((line) => JSON.parse(line) as { event: string; reason?: string; message?: string; advice?: string });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const until = (wanted: object) => vi.waitFor(() => { expect(events()).toContainEqual(expect.objectContaining(wanted)); }, { timeout: 100_000 });
  return { child, events, ended, until };
}

describe.skipIf(!canMount)('imago run', () => {
  it('waits where the disk is full, and goes on by itself once there is room', { timeout: 300_000 }, async () => {
    const ballast = join(disk, 'ballast');
    await writeFile(ballast, Buffer.alloc(40 * 2 ** 20)).catch(() => undefined);
    const { ended, until, events } = run(join(disk, 'out'));
    await until({ event: 'waiting', reason: 'disk-full' });
    expect(events().find(({ event }) => event === 'waiting')?.advice).toMatch(/Free some space/);
    await rm(ballast);
    expect(await ended).toBe(0);
    expect((await readdir(join(disk, 'out'))).sort()).toEqual(results);
  });

  it('writes nothing into the empty folder that an unmounted disk leaves, and goes on when the disk is back', { timeout: 300_000 }, async () => {
    // Enough that the disk is away long before the last of them.
    await Promise.all(Array.from({ length: 60 }, (_, index) => copyFile(join(folder, 'in', '0.png'), join(folder, 'in', `more-${index}.png`))));
    const { ended, until, events } = run(disk);
    await until({ event: 'finished' });
    unmount(disk);
    await until({ event: 'waiting', reason: 'folder-away' });
    expect(await readdir(disk)).toEqual([]);
    mounts(disk);
    const code = await ended;
    expect(events().filter(({ event }) => event === 'failed')).toEqual([]);
    expect(code).toBe(0);
  });

  it('waits with --resume for a disk that was taken away after it was killed, and takes nothing for lost or failed', { timeout: 300_000 }, async () => {
    const killed = run(join(disk, 'out'));
    await killed.until({ event: 'finished' });
    killed.child.kill('SIGKILL');
    await killed.ended;
    unmount(disk);
    const { ended, until, events } = run(join(disk, 'out'), '--resume');
    await until({ event: 'waiting', reason: 'folder-away' });
    expect(events().find(({ event }) => event === 'waiting')).toMatchObject({ message: `The folder ${disk} is not there any more.`, advice: expect.stringMatching(/Connect the drive/) });
    expect(await readdir(disk)).toEqual([]);
    mounts(disk);
    expect(await ended).toBe(0);
    expect(events().filter(({ event }) => event === 'failed')).toEqual([]);
    expect((await readdir(join(disk, 'out'))).sort()).toEqual(results);
  });
});
