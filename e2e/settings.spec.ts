import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/application.ts';
import { writePng } from './support/pictures.ts';

test('a broken settings file is kept aside, said, and the defaults are used', async ({ launch, userData }) => {
  await mkdir(userData, { recursive: true });
  await writeFile(join(userData, 'settings.json'), '{ "theme": ');
  const editor = await launch();
  await expect(editor.page.getByText(/^The settings could not be read/).first()).toBeVisible();
  const aside = (await readdir(userData)).filter((name) => name.startsWith('settings.broken-'));
  expect(aside).toHaveLength(1);
  expect(await readFile(join(userData, aside[0]!), 'utf8')).toBe('{ "theme": ');
});

test('settings change what is seen and are there after a restart', async ({ launch, userData }) => {
  const editor = await launch();
  const background = (it: typeof editor) => it.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await editor.page.keyboard.press('Control+,');
  const dialog = editor.page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('radio', { name: 'Light' }).check();
  await expect.poll(() => background(editor)).toBe('rgb(244, 244, 244)');
  await dialog.getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(() => background(editor)).toBe('rgb(38, 38, 38)');
  await dialog.getByRole('radio', { name: '150%' }).check();
  await dialog.getByRole('tab', { name: 'Devices' }).click();
  await expect(dialog.getByText(/^Checked/)).toBeVisible();
  await editor.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await editor.application.close();
  expect(JSON.parse(await readFile(join(userData, 'settings.json'), 'utf8'))).toMatchObject({ theme: 'dark', textSize: 150 });
  const again = await launch();
  expect(await background(again)).toBe('rgb(38, 38, 38)');
  expect(await again.page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('24px');
});

test('devices are tried in another order, and stay so', async ({ launch, userData }) => {
  const editor = await launch();
  const { page } = editor;
  await page.keyboard.press('Control+,');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: 'Devices' }).click();
  const rungs = dialog.getByRole('list', { name: 'Devices for computing' }).getByRole('listitem');
  await expect(dialog.getByText(/^Checked/)).toBeVisible();
  const labels = () => rungs.locator('label').allTextContents();
  const before = await labels();
  expect(before.at(-1)).toBe('CPU');
  await expect(dialog.getByRole('checkbox', { name: 'CPU' })).toBeChecked();
  await expect(dialog.getByRole('checkbox', { name: 'CPU' })).toBeDisabled();
  for (let index = before.length - 1; index > 0; index -= 1) await dialog.getByRole('button', { name: 'Try CPU earlier' }).press('Enter');
  await expect.poll(labels).toEqual(['CPU', ...before.slice(0, -1)]);
  if (before.length > 1) await expect(dialog.getByRole('button', { name: 'Try CPU later' })).toBeFocused();
  await editor.application.close();
  const { ladder } = JSON.parse(await readFile(join(userData, 'settings.json'), 'utf8')) as { ladder: { provider: string; on: boolean }[] };
  expect(ladder[0]).toEqual({ provider: 'cpu', on: true });
  expect(ladder).toHaveLength(5);
});

test('the folder of working files moves with the next start', async ({ launch, userData, folder }) => {
  const disk = join(folder, 'large disk');
  const editor = await launch();
  await editor.answerOpenDialog([disk]);
  await editor.page.keyboard.press('Control+,');
  const dialog = editor.page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: 'Memory and cache' }).click();
  await dialog.getByRole('button', { name: 'Change…' }).click();
  await expect(dialog.getByText(`From the next start: ${disk}`)).toBeVisible();
  await editor.application.close();
  const again = await launch([await writePng(folder, 'a.png', 60, 50)]);
  await expect.poll(() => readdir(join(disk, 'Imago')).then((names) => names.sort())).toEqual(['results', 'working']);
  expect(await readdir(userData)).not.toContain('working');
  await again.application.close();
});

test('the panel is as wide as its edge is moved, and hidden by a key', async ({ launch, folder }) => {
  const { page } = await launch([await writePng(folder, 'a.png', 60, 50)]);
  const panel = page.getByRole('complementary', { name: 'Operation', exact: true });
  const width = async () => Math.round((await panel.boundingBox())!.width);
  const edge = page.getByRole('separator', { name: 'Width of the panel' });
  await expect.poll(width).toBe(300);
  await edge.press('ArrowLeft');
  await expect.poll(width).toBe(310);
  const { x, y, height } = (await edge.boundingBox())!;
  await page.mouse.move(x + 4, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x - 36, y + height / 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width).toBe(350);
  await page.keyboard.press('Control+\\');
  await expect(panel).toBeHidden();
  await page.keyboard.press('Control+\\');
  await expect(panel).toBeVisible();
});
