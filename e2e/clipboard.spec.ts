import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { expect, test } from './support/application.ts';
import type { Editor } from './support/editor.ts';
import { writePng } from './support/pictures.ts';

const paste = async ({ page }: Editor) => {
  await page.locator('body').press('Control+v');
};

test('a copied picture, copied files and a copied path are pasted; words are refused', async ({ editor, folder }) => {
  const path = await writePng(folder, 'shot.png', 37, 23);
  await editor.application.evaluate(({ clipboard, nativeImage }, file) => {
    (clipboard as unknown as { writeImage(image: unknown): void }).writeImage(nativeImage.createFromPath(file));
  }, path);
  await paste(editor);
  await expect(editor.picture('Pasted 1.png')).toHaveAccessibleName('Pasted 1.png, source');
  const pasted = await editor.application.evaluate(({ app }) => app.getPath('userData'));
  const { width, height, format } = await sharp(join(pasted, 'working', 'pasted', 'Pasted 1.png')).metadata();
  expect([width, height, format]).toEqual([37, 23, 'png']);
  await paste(editor);
  await expect(editor.picture('Pasted 2.png')).toHaveAccessibleName('Pasted 2.png, source');

  const files = [await writePng(folder, 'ä b.png', 20, 30), await writePng(folder, 'c.png', 30, 20)];
  const list = `copy\n${files.map((file) => pathToFileURL(file).href).join('\n')}`;
  await editor.application.evaluate(({ clipboard }, text) => {
    (clipboard as unknown as { writeBuffer(format: string, buffer: Buffer): void }).writeBuffer('x-special/gnome-copied-files', Buffer.from(text));
  }, list);
  await paste(editor);
  for (const name of ['ä b.png', 'c.png']) await expect(editor.picture(name)).toHaveAccessibleName(`${name}, source`);

  await editor.application.evaluate(({ clipboard }, text) => clipboard.writeText(text), path);
  await paste(editor);
  await expect(editor.picture('shot.png')).toHaveAccessibleName('shot.png, source');

  await editor.application.evaluate(({ clipboard }) => clipboard.writeText('only words'));
  await paste(editor);
  await expect(editor.page.getByText(/^There is no picture on the clipboard/)).toBeVisible();
  await expect(editor.pictures()).toHaveCount(5);
});

test('a result is copied as a picture, and pasted again as one', async ({ launch, folder }) => {
  const editor = await launch([await writePng(folder, 'kite.png', 50, 40)]);
  await editor.choose('Quick', '3×');
  await editor.runButton().click();
  await expect(editor.done()).toBeVisible();
  await editor.page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(editor.page.getByText('The result is on the clipboard.').first()).toBeVisible();
  const copied = await editor.application.evaluate(({ clipboard }) => {
    const image = (clipboard as unknown as { readImage(): Electron.NativeImage }).readImage();
    return { size: image.getSize(), png: image.toPNG().toString('base64') };
  });
  expect(copied.size).toMatchObject({ width: 150, height: 120 });
  expect((await sharp(Buffer.from(copied.png, 'base64')).stats()).isOpaque).toBe(true);
  await paste(editor);
  await expect(editor.picture('Pasted 1.png')).toHaveAccessibleName('Pasted 1.png, source');
});
