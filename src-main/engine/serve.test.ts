import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRaster } from '../image-io/raster.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { createEngineMethods } from './serve.ts';

const methods = createEngineMethods({ probeProgram: 'unused', sessionProgram: 'unused', modelDirectories: [] });
const context = (crash?: string) => ({ signal: new AbortController().signal, onProgress: () => undefined, crash });

it('removes what a crashed process left of a file before saving it again', async () => {
  const folder = await temporaryFolder();
  const raster = join(folder, 'raster');
  const writer = await createRaster(raster, { width: 2, height: 1, channels: 3, depth: 8 }, null);
  await writer.writeRows(Uint8Array.of(1, 2, 3, 4, 5, 6));
  await writer.finish();
  for (const name of ['.out.png.0a1b2c3d.imago-part', '.other.png.0a1b2c3d.imago-part']) await writeFile(join(folder, name), 'half');

  const target = { path: join(folder, 'out.png'), format: 'png', quality: 90, metadata: 'keep', profile: 'keep', overwrite: false } as const;
  const saved = await methods.save({ raster, target }, context('ended by signal SIGKILL'));

  expect(saved).toMatchObject({ ok: true, value: { width: 2, height: 1 } });
  expect((await readdir(folder)).sort()).toEqual(['.other.png.0a1b2c3d.imago-part', 'out.png', 'raster']);
});
