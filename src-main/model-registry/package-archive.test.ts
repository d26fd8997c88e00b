import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { identityModel, nearestUpscaleModel } from '../onnx-trace/tiny-models.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { findModel } from './find-models.ts';
import { packModel, readArchive, unpackModel } from './package-archive.ts';

let folder: string;
let own: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  own = join(folder, 'own');
  await writeModelPackage(join(folder, 'models'), 'doubler', [{ bytes: nearestUpscaleModel(2) }, { bytes: nearestUpscaleModel(3), scale: 3 }]);
});

const installed = () => join(folder, 'models', 'doubler');

/** An archive with files of any name. */
async function archive(files: Record<string, string | Buffer>, rename: readonly [string, string] = ['', '']): Promise<string> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const path = join(folder, 'made.imago');
  await pipeline(zip.outputStream, createWriteStream(path));
  // The library writes no name that leads out of an archive.
  if (rename[0]) await writeFile(path, (await readFile(path)).toString('latin1').replaceAll(...rename), 'latin1');
  return path;
}

async function filesOf(directory: string): Promise<Record<string, Buffer>> {
  const names = await readdir(directory);
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(directory, name))] as const)));
}

describe('a packed model', () => {
  it('comes out as it went in, with its description and pictures', async () => {
    await writeFile(join(installed(), 'MODEL.md'), '# Doubler');
    await mkdir(join(installed(), 'pictures'));
    await writeFile(join(installed(), 'pictures', 'one.jpg'), 'bytes');
    await writeFile(join(installed(), '.hidden'), 'not to be shared');
    const file = join(folder, 'doubler.imago');
    await packModel({ folder: installed() }, file);
    expect(await readArchive(file)).toMatchObject({ ok: true, value: { id: 'doubler', networks: [{ scale: 2 }, { scale: 3 }] } });

    expect(await unpackModel(file, own)).toMatchObject({ ok: true, value: { folder: join(own, 'doubler') } });
    expect((await readdir(own, { recursive: true })).sort()).toEqual(
      ['doubler', 'doubler/MODEL.md', 'doubler/manifest.json', 'doubler/network-0.onnx', 'doubler/network-1.onnx', 'doubler/pictures', 'doubler/pictures/one.jpg'].map((it) => join(it)),
    );
    expect(await readFile(join(own, 'doubler', 'network-1.onnx'))).toEqual(Buffer.from(nearestUpscaleModel(3)));
    expect(await findModel([own], 'doubler')).toMatchObject({ ok: true });
  });

  it('takes another id where that is wanted', async () => {
    const file = join(folder, 'doubler.imago');
    await packModel({ folder: installed() }, file);
    expect(await unpackModel(file, own, { id: 'twice' })).toMatchObject({ ok: true, value: { manifest: { id: 'twice', name: 'doubler' } } });
    expect(await findModel([own], 'twice')).toMatchObject({ ok: true });
    expect(await unpackModel(file, own, { id: '../up' })).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });

  it('may lie in the folder that somebody packed by hand', async () => {
    const files = Object.fromEntries(Object.entries(await filesOf(installed())).map(([name, content]) => [`My model/${name}`, content]));
    expect(await unpackModel(await archive(files), own)).toMatchObject({ ok: true, value: { manifest: { id: 'doubler' } } });
  });

  it.each([
    ['is no zip', () => Promise.resolve({}), 'no zip'],
    ['has no manifest', async () => ({ ...(await filesOf(installed())), 'manifest.json': '{}' }), undefined],
    ['lacks a network', async () => ({ 'manifest.json': (await filesOf(installed()))['manifest.json']! }), undefined],
    ['has another network than described', async () => ({ ...(await filesOf(installed())), 'network-1.onnx': Buffer.from(identityModel()) }), undefined],
    ['carries a program', async () => ({ ...(await filesOf(installed())), 'setup.exe': 'MZ' }), undefined],
  ])('is refused where it %s, and leaves nothing', async (_what, files, instead) => {
    const path = await archive(await files());
    if (instead) await writeFile(path, instead);
    expect(await unpackModel(path, own)).toMatchObject({ ok: false, error: { code: 'model-invalid', advice: expect.stringContaining('.imago') as string } });
    expect(await readdir(own).catch(() => [])).toEqual([]);
  });

  it('is refused where a name leads out of the package', async () => {
    const path = await archive({ ...(await filesOf(installed())), 'up/up/stolen.txt': 'x' }, ['up/up/', '../../']);
    expect(await unpackModel(path, own)).toMatchObject({ ok: false, error: { code: 'model-invalid' } });
    expect(await readdir(folder)).not.toContain('stolen.txt');
  });

  it('is refused where it unpacks to more than the limits allow, or to more than it says', async () => {
    const path = await archive({ ...(await filesOf(installed())), 'zeros.bin': Buffer.alloc(100_000) });
    expect(await unpackModel(path, own, { limits: { files: 200, bytes: 50_000 } })).toMatchObject({ ok: false, error: { detail: expect.stringContaining('at most 50000 bytes') as string } });
    expect(await unpackModel(path, own, { limits: { files: 2, bytes: 1e9 } })).toMatchObject({ ok: false, error: { detail: expect.stringContaining('at most 2 files') as string } });

    const size = Buffer.alloc(4);
    size.writeUInt32LE(100_000);
    const small = Buffer.alloc(4);
    small.writeUInt32LE(1000);
    const lying = (await readFile(path)).toString('latin1').replaceAll(size.toString('latin1'), small.toString('latin1'));
    await writeFile(path, lying, 'latin1');
    expect(await unpackModel(path, own)).toMatchObject({ ok: false, error: { code: 'model-invalid' } });
    expect(await readdir(own)).toEqual([]);
  });

  it('tells of a file that is not there', async () => {
    expect(await readArchive(join(folder, 'none.imago'))).toMatchObject({ ok: false, error: { code: 'file-missing' } });
  });
});
