import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { useTensorflow } from './tensorflow-backend.ts';

/** A file beside which the package lies as `source`, or not at all. */
async function projectWith(source?: string): Promise<string> {
  const project = await temporaryFolder();
  const folder = join(project, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
  await mkdir(folder, { recursive: true });
  if (source !== undefined) await writeFile(join(folder, 'index.js'), source);
  return join(project, 'trainer.mjs');
}

describe('useTensorflow', () => {
  it('says how to install what is not there', async () => {
    expect(await useTensorflow(await projectWith(), '20.20.2')).toMatchObject({
      ok: false,
      error: { code: 'device-failed', message: 'The TensorFlow backend is not installed.', advice: expect.stringContaining('npm run tensorflow:install') as string },
    });
  });

  it('says why an installed one does not load, in its own words', async () => {
    const without = await projectWith("throw new Error('the addon tfjs_binding.node can not be found');");
    expect(await useTensorflow(without, '22.1.0')).toMatchObject({ ok: false, error: { advice: expect.stringContaining('CUDA 11.2') as string, detail: 'the addon tfjs_binding.node can not be found' } });
    expect(await useTensorflow(await projectWith("require('another-package');"), '20.20.2')).toMatchObject({ ok: false, error: { detail: expect.stringContaining('another-package') as string } });
    expect(await useTensorflow(await projectWith(''), '20.20.2')).toMatchObject({ ok: false, error: { message: expect.stringContaining('could not be loaded') as string } });
  });

  it('refuses a Node that it is known to break on', async () => {
    expect(await useTensorflow(await projectWith(''), '23.0.1')).toMatchObject({ ok: false, error: { message: expect.stringContaining('got 23.0.1') as string } });
  });
});
