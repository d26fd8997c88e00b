import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, startCommand, test } from './support/application.ts';
import { writeCorruptPng, writePng } from './support/pictures.ts';

const awkward = 'café 100% #1 日本.png';

test('a dropped file with an awkward name opens and is drawn', async ({ editor, folder }) => {
  await expect(editor.page.getByRole('heading', { name: 'Drop photographs here' })).toBeVisible();
  await editor.drop([await writePng(folder, awkward, 300, 200)]);
  await expect(editor.canvas()).toHaveAccessibleName(`Canvas: ${awkward}`);
  await expect(editor.page.getByText('300 × 200', { exact: true })).toBeVisible();
  const { width, height } = (await editor.canvas().boundingBox())!;
  // The drawing's red grows to the right and its green downwards.
  await expect.poll(async () => (await editor.colourAt(width / 2 + 200, height / 2))[0]).toBeGreaterThan(190);
  const [red, green] = await editor.colourAt(width / 2 - 200, height / 2 + 150);
  expect(red).toBeLessThan(80);
  expect(green).toBeGreaterThan(190);
  expect((await editor.colourAt(2, 2))[3]).toBe(0);
});

test('a corrupt file among three is refused in words and the others open', async ({ editor, folder }) => {
  await editor.drop([await writePng(folder, 'first.png', 60, 40), await writeCorruptPng(folder, 'letter.png'), await writePng(folder, 'third.png', 50, 70)]);
  await expect(editor.pictures()).toHaveCount(3);
  await expect(editor.picture('first.png')).toHaveAccessibleName('first.png, source');
  await expect(editor.picture('third.png')).toHaveAccessibleName('third.png, source');
  await expect(editor.picture('letter.png')).toHaveAccessibleName('letter.png, could not be opened');
  await editor.picture('letter.png').click();
  await expect(editor.page.getByRole('alert')).toContainText('not a picture');
  await expect(editor.runButton()).toBeDisabled();
  await expect(editor.runButton()).toHaveAccessibleDescription('This picture could not be opened.');
});

test('a dropped folder gives the pictures inside it', async ({ editor, folder }) => {
  await mkdir(join(folder, 'album', 'deeper'), { recursive: true });
  await writePng(join(folder, 'album'), 'page 10.png', 30, 20);
  await writePng(join(folder, 'album'), 'page 9.png', 20, 30);
  await writePng(join(folder, 'album', 'deeper'), 'note.png', 25, 35);
  await editor.drop([join(folder, 'album')]);
  await expect(editor.pictures()).toHaveCount(3);
  for (const [index, name] of ['page 9.png', 'page 10.png', 'note.png'].entries())
    await expect(editor.pictures().nth(index)).toHaveAccessibleName(`${name}, source`);
});

test('the open dialog, recent files and closing', async ({ editor, folder }) => {
  const path = await writePng(folder, 'chosen.png', 40, 30);
  await editor.answerOpenDialog([path]);
  await editor.page.getByRole('button', { name: 'Open pictures…' }).click();
  await expect(editor.picture('chosen.png')).toHaveAccessibleName('chosen.png, source');
  await editor.page.keyboard.press('Control+W');
  await expect(editor.pictures()).toHaveCount(0);
  await editor.page.getByRole('region', { name: 'Recent' }).getByRole('button').click();
  await expect(editor.picture('chosen.png')).toHaveAccessibleName('chosen.png, source');
});

test('files of the command line open, and those of a second start go to the first', async ({ launch, folder, userData }) => {
  const editor = await launch([await writePng(folder, 'one.png', 33, 44)]);
  await expect(editor.picture('one.png')).toHaveAccessibleName('one.png, source');
  const { executable, args } = await startCommand(userData, [await writePng(folder, awkward, 44, 33)]);
  const second = spawn(executable, args, { stdio: 'ignore' });
  expect(await once(second, 'exit')).toEqual([0, null]);
  await expect(editor.canvas()).toHaveAccessibleName(`Canvas: ${awkward}`);
  await expect(editor.pictures()).toHaveCount(2);
});

test('each sample photograph comes with the step that it shows, ready to run', async ({ editor }) => {
  const { page } = editor;
  const samples = page.getByRole('group', { name: 'Or try it on a sample photograph' });
  for (const [sample, step] of [['Enlarge a cat', 'Upscale'], ['Turn day into night', 'Translate'], ['Take a spire away', 'Inpaint']] as const) {
    await samples.getByRole('button', { name: sample }).click();
    await expect(editor.canvas()).toBeVisible();
    await expect(page.getByRole('list', { name: 'Steps of this picture' }).getByRole('listitem')).toHaveText(new RegExp(step));
    await expect(editor.runButton()).toBeEnabled();
    await page.keyboard.press('Control+w');
  }
});
