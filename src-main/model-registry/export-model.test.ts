import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { nearestUpscaleModel } from '../onnx-trace/tiny-models.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { cardPictures, fileOfModelAddress, writeCardPictures } from './card-pictures.ts';
import { exportModel } from './export-model.ts';
import { findModel, type InstalledModel } from './find-models.ts';
import { readArchive } from './package-archive.ts';

let folder: string;
let model: InstalledModel;
beforeEach(async () => {
  folder = await temporaryFolder();
  await writeModelPackage(join(folder, 'models'), 'doubler', [{ bytes: nearestUpscaleModel(2) }, { bytes: nearestUpscaleModel(3), scale: 3 }]);
  const found = await findModel([join(folder, 'models')], 'doubler');
  if (!found.ok) throw new Error(found.error.message);
  model = found.value;
});

it('writes the package, or the network of a scale as it is', async () => {
  expect(await exportModel(model, join(folder, 'out.imago'), null)).toEqual({ ok: true, value: null });
  expect(await readArchive(join(folder, 'out.imago'))).toMatchObject({ ok: true, value: { id: 'doubler' } });
  expect(await exportModel(model, join(folder, 'out.onnx'), 3)).toEqual({ ok: true, value: null });
  expect(await readFile(join(folder, 'out.onnx'))).toEqual(Buffer.from(nearestUpscaleModel(3)));
  expect(await exportModel(model, join(folder, 'other.onnx'), 4)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
});

it('writes no network that has changed, and leaves what was there where it cannot write', async () => {
  const target = join(folder, 'out.onnx');
  await writeFile(target, 'as it was');
  await writeFile(join(model.folder, 'network-0.onnx'), Buffer.alloc(nearestUpscaleModel(2).length));
  expect(await exportModel(model, target, 2)).toMatchObject({ ok: false, error: { code: 'model-tampered' } });
  expect(await readFile(target, 'utf8')).toBe('as it was');
  expect(await exportModel(model, join(folder, 'no such folder', 'a.onnx'), 3)).toMatchObject({ ok: false, error: { code: 'target-failed' } });
  expect((await readdir(folder)).sort()).toEqual(['models', 'out.onnx']);
});

it('shows whole pairs of pictures on a card, and serves nothing else', async () => {
  const picture = join(folder, 'Grandma at the sea.webp');
  await writeFile(picture, 'picture');
  await writeCardPictures(model.folder, Array.from({ length: 6 }, () => ({ before: picture, after: picture })));
  const directories = [join(folder, 'elsewhere'), join(folder, 'models')];
  const shown = await cardPictures({ id: 'doubler', folder: model.folder });
  expect(shown).toHaveLength(4);
  expect(fileOfModelAddress(new URL(shown[3]!.after).pathname, directories)).toBe(join(model.folder, 'card', '3-after.webp'));
  expect((await readdir(model.folder, { recursive: true })).join()).not.toContain('Grandma');
  await mkdir(join(folder, 'models', 'x', 'card'), { recursive: true });
  await copyFile(picture, join(folder, 'models', 'x', 'card', '0-before.webp'));
  expect(await cardPictures({ id: 'x', folder: join(folder, 'models', 'x') })).toEqual([]);
  for (const path of ['/doubler/manifest.json', '/doubler/9-after.webp', '/../doubler/0-after.webp', '/doubler/card/0-after.webp', '/elsewhere/0-after.webp']) expect(fileOfModelAddress(path, directories)).toBeNull();
});
