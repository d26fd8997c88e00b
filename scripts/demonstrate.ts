/** @file The main job without a window: upscales a photograph and leaves before, after and both side by side. */
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const scale = 2;

/** Returns the exit code of the `imago` command; the pictures are in `folder` when it is 0. */
export async function demonstrate(photograph: string, folder: string): Promise<number> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const before = join(folder, 'before.png');
  const after = join(folder, 'after.png');
  await copyFile(photograph, before);
  const args = ['scripts/imago.mjs', 'upscale', before, '--out', folder, '--scale', String(scale)];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) return status ?? 1;
  await copyFile(join(folder, `before-${scale}x.png`), after);
  await rm(join(folder, `before-${scale}x.png`));
  await writeSideBySide(before, after, join(folder, 'side-by-side.png'));
  process.stdout.write(`Look at ${join(folder, 'side-by-side.png')}: left the photograph enlarged without a model, right the result.\n`);
  return 0;
}

async function writeSideBySide(before: string, after: string, path: string): Promise<void> {
  const { width, height } = await sharp(after).metadata();
  const gap = 8;
  const enlarged = await sharp(before).resize(width, height, { kernel: 'cubic' }).toBuffer();
  await sharp({ create: { width: 2 * width + gap, height, channels: 3, background: '#262626' } })
    .composite([
      { input: enlarged, left: 0, top: 0 },
      { input: after, left: width + gap, top: 0 },
    ])
    .png()
    .toFile(path);
}
