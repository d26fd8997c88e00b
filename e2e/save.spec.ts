import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from './support/application.ts';
import type { Editor } from './support/editor.ts';
import { writeCameraJpeg, writePng } from './support/pictures.ts';

const panel = ({ page }: Editor) => page.getByRole('region', { name: 'Save' });

async function runQuick(editor: Editor): Promise<void> {
  await editor.choose('Quick');
  await editor.runButton().click();
  await expect(editor.done()).toBeVisible();
}

test('a result is saved smaller, in sRGB, without camera data and under a name of its own, and the choices are kept', async ({ launch, folder, userData }) => {
  const editor = await launch([await writeCameraJpeg(folder, 'pier.jpg', 300, 200)]);
  await runQuick(editor);
  const save = panel(editor);
  await expect(save.getByText(/^≈ \d/)).toBeVisible();
  const whole = await save.getByText(/^≈/).textContent();

  await save.getByText('Size, colours and name').click();
  await save.getByLabel('Size', { exact: true }).selectOption('Long side');
  await save.getByRole('spinbutton', { name: 'Long side' }).fill('150');
  await expect(save.getByText('→ 150 × 100')).toBeVisible();
  await expect.poll(() => save.getByText(/^≈/).textContent()).not.toBe(whole);
  await save.getByLabel('Colours').selectOption('sRGB');
  await save.getByRole('checkbox', { name: /Keep camera data/ }).uncheck();
  await save.getByLabel('Name', { exact: true }).fill('{name} {width}x{height} {mood}');
  await expect(save.getByText('pier 150x100 {mood}.jpg')).toBeVisible();
  await expect(save.getByText('These words mean nothing here: {mood}')).toBeVisible();
  await save.getByLabel('Name', { exact: true }).fill('small/{name} {width}');

  const target = join(folder, 'mine.jpg');
  await editor.answerSaveDialog(target);
  await editor.saveButton().click();
  await expect(editor.page.getByText(/^Saved as mine\.jpg/)).toBeVisible();
  expect(await editor.proposedPath()).toBe(join(folder, 'small-pier 150.jpg'));
  const saved = await sharp(target).metadata();
  expect([saved.width, saved.height, saved.exif]).toEqual([150, 100, undefined]);
  // The source was Display P3; its profile says so, that of the file must not.
  const profile = saved.icc!.toString('latin1').replaceAll('\0', '');
  expect(profile).toContain('sRGB');
  expect(profile).not.toContain('P3');

  await expect
    .poll(async () => JSON.parse(await readFile(join(userData, 'settings.json'), 'utf8').catch(() => '{}')).save)
    .toMatchObject({ profile: 'srgb', metadata: 'strip', name: 'small/{name} {width}', resize: { by: 'long-side', pixels: 150 } });
});

test('a saved result says what made it, unless the settings say otherwise', async ({ launch, folder }) => {
  const editor = await launch([await writePng(folder, 'kite.png', 64, 48)]);
  await runQuick(editor);
  const xmpOfNextSave = async (name: string) => {
    const target = join(folder, name);
    await editor.answerSaveDialog(target);
    await editor.saveButton().click();
    await expect(editor.page.getByText(`Saved as ${name}`)).toBeVisible();
    return (await sharp(target).metadata()).xmp?.toString();
  };
  expect(await xmpOfNextSave('marked.png')).toMatch(/TrainedAlgorithmicMedia[\s\S]*Imago \d[^>]*recipe: upscale; models: quick/);
  await editor.page.keyboard.press('Control+,');
  await editor.page.getByRole('tab', { name: 'Saving' }).click();
  await editor.page.getByRole('checkbox', { name: 'Say in saved pictures what made them' }).uncheck();
  await editor.page.keyboard.press('Escape');
  expect(await xmpOfNextSave('bare.png')).toBeUndefined();
});

test('all unsaved results go into a folder; nothing there is replaced, and a failure is named', async ({ launch, folder }) => {
  const editor = await launch([await writePng(folder, 'a.png', 40, 30), await writePng(folder, 'b.png', 30, 50)]);
  for (const name of ['a.png', 'b.png']) {
    await expect(editor.picture(name)).toHaveAccessibleName(`${name}, source`);
    await editor.picture(name).click();
    await runQuick(editor);
  }
  const out = join(folder, 'out');
  await mkdir(out);
  await writeFile(join(out, 'a-2x.png'), 'precious');
  await editor.answerOpenDialog([out]);
  await panel(editor).getByRole('button', { name: 'Export all 2 results…' }).click();
  await expect(editor.page.getByText('2 results saved')).toBeVisible();
  expect((await readdir(out)).sort()).toEqual(['a-2x 2.png', 'a-2x.png', 'b-2x.png']);
  expect(await readFile(join(out, 'a-2x.png'), 'utf8')).toBe('precious');
  const { width, height } = await sharp(join(out, 'b-2x.png')).metadata();
  expect([width, height]).toEqual([60, 100]);
  for (const name of ['a.png', 'b.png']) await expect(editor.picture(name)).toHaveAccessibleName(`${name}, result saved`);
});

test('a result is dragged out as a real file, once it is ready', async ({ launch, folder }) => {
  const editor = await launch([await writePng(folder, 'kite.png', 64, 48)]);
  await runQuick(editor);
  // There is no other program to drop on: what Electron is given is what that program would get.
  await editor.application.evaluate(({ BrowserWindow }) => {
    const dragged = globalThis as { dragged?: { file: string; width: number; height: number } };
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    webContents.startDrag = ({ file, icon }) => {
      dragged.dragged = { file, ...(icon as Electron.NativeImage).getSize() };
    };
  });
  const handle = panel(editor).getByText('Drag', { exact: true });
  await handle.hover();
  const dragged = () => editor.application.evaluate(() => (globalThis as { dragged?: { file: string; width: number; height: number } }).dragged);
  // One that comes too early only says so.
  await expect
    .poll(async () => {
      await handle.dispatchEvent('dragstart');
      return dragged();
    })
    .toMatchObject({ width: 96, height: 72 });
  const { file } = (await dragged())!;
  expect(file).toMatch(/kite-2x\.png$/);
  const { width, height, format } = await sharp(file).metadata();
  expect([width, height, format]).toEqual([128, 96, 'png']);

  // A file that somebody removed since is made again, not dragged.
  await rm(file);
  await handle.dispatchEvent('dragstart');
  await expect
    .poll(async () => {
      await handle.dispatchEvent('dragstart');
      return (await dragged())?.file;
    })
    .not.toBe(file);
  expect((await sharp((await dragged())!.file).metadata()).width).toBe(128);

  // Dropped on the window itself, it does not open as one more picture.
  await editor.drop([file]);
  await editor.drop([await writePng(folder, 'other.png', 20, 20)]);
  await expect(editor.pictures()).toHaveCount(2);
});
