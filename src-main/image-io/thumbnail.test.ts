import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { writeThumbnail } from './thumbnail.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'imago-picture-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const signal = new AbortController().signal;

it('makes a small upright picture of a large one', async () => {
  const folder = await temporaryFolder();
  const [path, tile] = [join(folder, 'in.jpg'), join(folder, 'tile')];
  await sharp({ create: { width: 600, height: 300, channels: 3, background: { r: 200, g: 100, b: 40 } } }).withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toFile(path);
  expect(await writeThumbnail(path, tile, 128, signal)).toEqual({ ok: true, value: { width: 64, height: 128 } });
  const [r, g, b, alpha] = await readFile(tile);
  expect([Math.round(r! / 4), Math.round(g! / 4), Math.round(b! / 4), alpha]).toEqual([50, 25, 10, 255]);
});

it('enlarges nothing and tells why a file shows nothing', async () => {
  const folder = await temporaryFolder();
  await sharp({ create: { width: 7, height: 5, channels: 3, background: 'red' } }).toFile(join(folder, 'in.png'));
  expect(await writeThumbnail(join(folder, 'in.png'), join(folder, 'tile'), 128, signal)).toEqual({ ok: true, value: { width: 7, height: 5 } });
  expect(await writeThumbnail(join(folder, 'gone.png'), join(folder, 'tile'), 128, signal)).toMatchObject({ ok: false, error: { code: 'file-missing' } });
});
