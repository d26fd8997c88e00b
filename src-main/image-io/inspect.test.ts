import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { inspectImage } from './inspect.ts';

it.each(['jpeg', 'png', 'webp', 'tiff', 'avif'] as const)('finds out on request that a %s file is cut off', async (format) => {
  const path = join(await temporaryFolder(), 'picture');
  await sharp({ create: { width: 70, height: 50, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 120, sigma: 40 } } }).rotate(90).toFormat(format).toFile(path);
  expect(await inspectImage(path, true)).toMatchObject({ ok: true, value: { format, width: 50, height: 70 } });
  const bytes = await readFile(path);
  await writeFile(path, bytes.subarray(0, Math.round(bytes.length * 0.6)));
  expect((await inspectImage(path, true)).ok).toBe(false);
});
