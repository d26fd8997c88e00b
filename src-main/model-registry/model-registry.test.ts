import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelManifest } from '../../src-shared/model.ts';
import { findModel, findModels } from './find-models.ts';
import { importArchive, removeModel } from './install-model.ts';
import { ownModelsFolder } from './own-models.ts';
import { packModel } from './package-archive.ts';
import { summariseModels } from './summarise.ts';
import { presentNetwork, verifyModel, verifyNetwork } from './verify-model.ts';

const networkBytes = { x2: Buffer.from('not really a network'), x3: Buffer.from('nor is this one') };

function manifest(id: string, name: string): ModelManifest {
  const network = (scale: 2 | 3, file: keyof typeof networkBytes) => ({
    scale,
    file: `${file}.onnx`,
    sha256: createHash('sha256').update(networkBytes[file]).digest('hex'),
    bytes: networkBytes[file].length,
    input: 'in',
    output: 'out',
    range: 255 as const,
    sizeMultiple: 1,
    overlap: 7,
    tile: 192,
  });
  const provenance = { source: 'npm:example', version: '1.2.3' };
  return { format: 1, id, name, task: 'upscale', description: 'Draws pixels.', licence: 'MIT', provenance, networks: [network(2, 'x2'), network(3, 'x3')] };
}

describe('the model registry', () => {
  let root: string;
  let first: string;
  let second: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'imago-models-'));
    vi.stubEnv('IMAGO_OWN_MODELS', join(root, 'own'));
    [first, second] = [join(root, 'packaged'), join(root, 'more')];
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(root, { recursive: true });
  });

  async function install(directory: string, id: string, name: string): Promise<string> {
    const folder = join(directory, id);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest(id, name)));
    await writeFile(join(folder, 'x2.onnx'), networkBytes.x2);
    await writeFile(join(folder, 'x3.onnx'), networkBytes.x3);
    return folder;
  }
  async function installed(id: string) {
    const found = await findModel([first, second], id);
    if (!found.ok) throw new Error(found.error.message);
    return found.value;
  }

  it('finds packages by directory and id, the first directory before the second', async () => {
    await install(first, 'sharp', 'Sharp of the first');
    await install(second, 'sharp', 'Sharp of the second');
    await install(second, 'mine', 'Mine');
    await mkdir(join(first, 'no-model'));
    const found = await findModels([first, second, join(root, 'absent')]);
    expect(found.map((model) => model.folder)).toEqual([join(first, 'sharp'), join(second, 'mine')]);
    expect((await installed('sharp')).manifest.name).toBe('Sharp of the first');
  });

  it('names the models there are where one is unknown', async () => {
    await install(first, 'sharp', 'Sharp');
    const found = await findModel([first, second], 'blurry');
    expect(found).toMatchObject({ ok: false, error: { code: 'model-missing', advice: 'Choose one of sharp.' } });
  });

  it.each([
    ['no JSON', '{'],
    ['a part that is missing', JSON.stringify({ ...manifest('odd', 'Odd'), networks: [] })],
    ['another id', JSON.stringify(manifest('other', 'Odd'))],
    ['a file outside of its folder', JSON.stringify(manifest('odd', 'Odd')).replace('x2.onnx', '../x2.onnx')],
  ])('refuses a manifest with %s', async (_what, text) => {
    const folder = await install(first, 'odd', 'Odd');
    await writeFile(join(folder, 'manifest.json'), text);
    expect(await findModel([first], 'odd')).toMatchObject({ ok: false, error: { code: 'model-invalid' } });
    const [summary] = await summariseModels([first]);
    expect(summary).toMatchObject({ id: 'odd', problem: expect.stringContaining('cannot be used') as string });
  });

  it('takes a model that works without networks, and none that says how by neither or both', async () => {
    const folder = await install(first, 'remove', 'Remove');
    const describe = (changes: Partial<ModelManifest>) => writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest('remove', 'Remove'), task: 'inpaint', ...changes }));
    await describe({ algorithm: 'patch-completion', networks: [] });
    expect((await installed('remove')).manifest.algorithm).toBe('patch-completion');
    expect(await summariseModels([first])).toMatchObject([{ id: 'remove', task: 'inpaint', bytes: 0 }]);
    await describe({ networks: [] });
    expect(await findModel([first], 'remove')).toMatchObject({ ok: false, error: { code: 'model-invalid' } });
    await describe({ algorithm: 'patch-completion' });
    expect(await findModel([first], 'remove')).toMatchObject({ ok: false, error: { code: 'model-invalid' } });
  });

  it('verifies what is as it was described', async () => {
    const folder = await install(first, 'fine', 'Fine');
    const model = await installed('fine');
    expect(await verifyModel(model)).toBeUndefined();
    expect(await verifyNetwork(model, model.manifest.networks[1]!)).toEqual({ ok: true, value: join(folder, 'x3.onnx') });
    const [summary] = await summariseModels([first]);
    expect(summary).toMatchObject({ id: 'fine', name: 'Fine', scales: [2, 3], bytes: 20 + 15 });
    expect(summary).not.toHaveProperty('problem');
  });

  it('tells a missing file and how to get it', async () => {
    const folder = await install(first, 'fine', 'Fine');
    await rm(join(folder, 'x3.onnx'));
    expect(await verifyModel(await installed('fine'))).toMatchObject({
      code: 'model-missing',
      message: 'The model “Fine” is not installed: x3.onnx is missing.',
      advice: 'Prepare it with: npm run models -- fine',
    });
    const [summary] = await summariseModels([first]);
    expect(summary?.problem).toMatch(/x3\.onnx is missing\. .*npm run models -- fine/);
  });

  it('refuses a file that has changed, even in content alone', async () => {
    const folder = await install(first, 'fine', 'Fine');
    const model = await installed('fine');
    // Written long ago, so that the clock of the file system tells the next time apart.
    await utimes(join(folder, 'x2.onnx'), 1, 1);
    expect(await verifyModel(model)).toBeUndefined();
    const changed = Buffer.from(networkBytes.x2);
    changed[3]! ^= 1;
    await writeFile(join(folder, 'x2.onnx'), changed);
    expect(await verifyModel(model)).toMatchObject({ code: 'model-tampered', detail: expect.stringContaining('sha256') as string });
    expect((await presentNetwork(model, model.manifest.networks[0]!)).ok).toBe(true);
    await writeFile(join(folder, 'x2.onnx'), 'longer than it should be');
    expect(await presentNetwork(model, model.manifest.networks[0]!)).toMatchObject({ error: { code: 'model-tampered' } });
  });

  it('takes in an archive once, and removes only what was taken in', async () => {
    const folder = await install(first, 'fine', 'Fine');
    const file = join(root, 'fine.imago');
    await packModel({ folder }, file);
    const directories = [first, ownModelsFolder()];
    expect(await importArchive(file, directories)).toMatchObject({ ok: false, error: { code: 'target-exists', message: 'There is already a model “fine”.' } });
    expect(await importArchive(file, directories, 'finer')).toMatchObject({ ok: true, value: { folder: join(ownModelsFolder(), 'finer') } });
    expect(await importArchive(file, directories, 'finer')).toMatchObject({ ok: false, error: { code: 'target-exists' } });

    expect(await removeModel({ id: 'fine', folder })).toMatchObject({ ok: false, error: { code: 'bad-request', message: expect.stringContaining('came with Imago') as string } });
    expect(await removeModel({ id: 'finer', folder: join(ownModelsFolder(), 'finer') })).toEqual({ ok: true, value: null });
    expect((await findModels(directories)).map(({ id }) => id)).toEqual(['fine']);
    expect(await readdir(ownModelsFolder())).toEqual([]);
  });
});
