/** @file Tests encode.ts and decode.ts on disks that are full or locked, where the machine lets us mount them. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writableFormats } from '../../src-shared/image.ts';
import { decodeImage } from './decode.ts';
import { encodeRaster } from './encode.ts';
import { createEncodeBench, type EncodeBench, size } from './encode-bench.ts';
import { sharp } from './libvips.ts';

let bench: EncodeBench;
beforeEach(async () => {
  bench = await createEncodeBench();
});
afterEach(() => bench.remove());

/** A file system of its own, to fill up or to lock; only root can mount one. */
function mountTmpfs(path: string, options: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const canMount = await (async () => {
  const probe = await mkdtemp(join(tmpdir(), 'imago-mount-'));
  const works = process.platform === 'linux' && mountTmpfs(probe, 'size=64k');
  if (works) execFileSync('umount', [probe]);
  await rm(probe, { recursive: true });
  return works;
})();

describe.runIf(canMount)('a disk', () => {
  let disk: string;
  beforeEach(async () => {
    disk = join(bench.folder, 'disk');
    await mkdir(disk);
  });
  afterEach(() => execFileSync('umount', [disk]));

  it.each(writableFormats)('that is full: %s fails and leaves nothing', async (format) => {
    await bench.makeRaster({ width: 400, height: 300, channels: 3, depth: 8 });
    mountTmpfs(disk, 'size=64k');
    const result = await encodeRaster(bench.raster, bench.target({ format, quality: 100, path: join(disk, 'a') }));
    expect(result).toMatchObject({ ok: false, error: { code: 'disk-full', message: expect.stringContaining('"a"'), advice: expect.any(String) } });
    expect(await readdir(disk)).toEqual([]);
    expect((await readdir(bench.folder)).sort()).toEqual(['disk', 'out', 'raster']);
  });

  it('that is full: decoding fails and leaves nothing', async () => {
    mountTmpfs(disk, 'size=64k');
    await sharp({ create: { width: 400, height: 300, channels: 3, background: '#345' } }).png().toFile(join(bench.folder, 'flat.png'));
    expect(await decodeImage(join(bench.folder, 'flat.png'), join(disk, 'raster'))).toMatchObject({ ok: false, error: { code: 'disk-full' } });
    expect(await readdir(disk)).toEqual([]);
  });

  it('that is locked', async () => {
    await bench.makeRaster({ ...size, channels: 3, depth: 8 });
    mountTmpfs(disk, 'ro');
    expect(await encodeRaster(bench.raster, bench.target({ format: 'jpeg', path: join(disk, 'a.jpg') }))).toMatchObject({ ok: false, error: { code: 'target-readonly' } });
  });
});
