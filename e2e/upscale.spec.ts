import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from './support/application.ts';
import type { Editor } from './support/editor.ts';
import { engineChildren } from './support/engine-children.ts';
import { writeCameraJpeg, writePng } from './support/pictures.ts';
import { drawn } from './support/pixels.ts';

/** Large enough for the slowest model to be caught in the middle. */
const slow = { model: 'Sharp', scale: '4×', width: 360, height: 250 };
/** So large that what a test does meanwhile is over before it. */
const endless = { width: 720, height: 500 };

async function runUntilHalfway(editor: Editor): Promise<void> {
  await editor.choose(slow.model, slow.scale);
  await editor.runButton().click();
  await expect(editor.page.getByTestId('job-status')).toContainText(/Computing · [1-9]/);
}

test('upscale by two, compare, save with everything the camera wrote', async ({ launch, folder }) => {
  const source = await writeCameraJpeg(folder, 'pier.jpg', 120, 90);
  const editor = await launch([source]);
  await editor.choose('Quick');
  await editor.runButton().click();
  await expect(editor.done()).toBeVisible();
  await expect(editor.page.getByText('120 × 90 → 240 × 180')).toBeVisible();
  await expect(editor.picture('pier.jpg')).toHaveAccessibleName('pier.jpg, result not saved');

  const target = join(folder, 'pier of my own.jpg');
  await editor.answerSaveDialog(target);
  await editor.saveButton().click();
  await expect(editor.page.getByText(/^Saved as pier of my own\.jpg/)).toBeVisible();
  expect(await editor.proposedPath()).toBe(join(folder, 'pier-2x.jpg'));
  await expect(editor.picture('pier.jpg')).toHaveAccessibleName('pier.jpg, result saved');

  const saved = await sharp(target).metadata();
  expect([saved.format, saved.width, saved.height]).toEqual(['jpeg', 240, 180]);
  expect(saved.exif?.toString('latin1')).toContain('Pinhole 7');
  expect(saved.icc?.length).toBeGreaterThan(0);
});

test('the slider and the peek key show what was before', async ({ launch, folder }) => {
  const editor = await launch([await writePng(folder, 'grid.png', 90, 60)]);
  await editor.choose('Quick', '4×');
  await editor.runButton().click();
  await expect(editor.done()).toBeVisible();
  const picture = () => editor.canvas().evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

  await editor.split().press('Home');
  await expect(editor.split()).toHaveAttribute('aria-valuenow', '0');
  await drawn(editor);
  const after = await picture();
  await editor.split().press('End');
  await expect.poll(picture).not.toBe(after);
  await drawn(editor);
  const before = await picture();

  const handle = (await editor.split().boundingBox())!;
  await editor.page.mouse.move(handle.x + handle.width / 4, handle.y + 100);
  await editor.page.mouse.down();
  await editor.page.mouse.move(0, handle.y + 120, { steps: 4 });
  await editor.page.mouse.up();
  await expect(editor.split()).toHaveAttribute('aria-valuenow', '0');
  await expect.poll(picture).toBe(after);

  await editor.page.keyboard.down('\\');
  await expect.poll(picture).toBe(before);
  await editor.page.keyboard.up('\\');
  await expect.poll(picture).toBe(after);
});

test('the source is never replaced without a question', async ({ launch, folder }) => {
  const source = await writePng(folder, 'only one.png', 50, 40);
  const original = await readFile(source);
  const editor = await launch([source]);
  await editor.choose('Quick');
  await editor.runButton().click();
  await expect(editor.done()).toBeVisible();
  await editor.answerSaveDialog(source);

  await editor.answerMessageBoxes(1);
  await editor.saveButton().click();
  await expect.poll(() => editor.messagesShown()).toEqual(['Replace the original “only one.png”?']);
  await expect(editor.saveButton()).toBeEnabled();
  expect((await readFile(source)).equals(original)).toBe(true);

  await editor.answerMessageBoxes(0);
  await editor.saveButton().click();
  await expect(editor.page.getByText(/^Saved as only one\.png/)).toBeVisible();
  expect((await sharp(source).metadata()).width).toBe(100);
});

test('a running job is cancelled and can be run again', async ({ launch, folder }) => {
  const editor = await launch([await writePng(folder, 'large.png', endless.width, endless.height)]);
  await runUntilHalfway(editor);
  await editor.cancelButton().click();
  await expect(editor.page.getByText('Cancelled. Nothing was changed.')).toBeVisible();
  await expect(editor.picture('large.png')).toHaveAccessibleName('large.png, source');
  await editor.choose('Quick');
  await editor.runButton().click();
  await expect(editor.done()).toBeVisible();
});

test('a second job waits for the first and can be cancelled from the queue', async ({ launch, folder }) => {
  const editor = await launch([await writePng(folder, 'a.png', endless.width, endless.height), await writePng(folder, 'b.png', 60, 50)]);
  await expect(editor.picture('b.png')).toHaveAccessibleName('b.png, source');
  await editor.picture('a.png').click();
  await runUntilHalfway(editor);
  await editor.picture('b.png').click();
  await editor.runButton().click();
  await expect(editor.page.getByText('Waiting for the jobs before it')).toBeVisible();
  await editor.page.getByRole('button', { name: /^2 jobs/ }).click();
  await editor.page.getByRole('button', { name: 'Cancel b.png' }).click();
  await expect(editor.picture('b.png')).toHaveAccessibleName('b.png, source');
  await expect(editor.picture('a.png')).toHaveAccessibleName('a.png, working');
});

test('an engine that is killed in a job starts again and finishes it', async ({ launch, folder }) => {
  const editor = await launch([await writePng(folder, 'large.png', slow.width, slow.height)]);
  await runUntilHalfway(editor);
  const engines = engineChildren(editor.application.process().pid!);
  // That of the previews may have been stopped where it did not leave off soon enough.
  expect(engines.length).toBeGreaterThanOrEqual(2);
  for (const pid of engines) process.kill(pid, 'SIGKILL');
  await expect(editor.done()).toBeVisible();
  await expect(editor.page.getByText(/engine stopped during a first try/)).toBeVisible();
  await editor.drop([await writePng(folder, 'next.png', 30, 20)]);
  await expect(editor.picture('next.png')).toHaveAccessibleName('next.png, source');
});

test('closing in the middle of a job asks first', async ({ launch, folder, userData }) => {
  const editor = await launch([await writePng(folder, 'p.png', endless.width, endless.height)]);
  await runUntilHalfway(editor);
  await editor.answerMessageBoxes(1);
  await editor.requestClose();
  await expect.poll(() => editor.messagesShown()).toEqual(['A job is still running. Quit and discard it?']);
  await expect(editor.picture('p.png')).toHaveAccessibleName('p.png, working');
  expect((await stat(join(userData, 'working'))).isDirectory()).toBe(true);

  await editor.answerMessageBoxes(0);
  const closed = editor.application.waitForEvent('close');
  await editor.requestClose();
  await closed;
  await expect.poll(() => stat(join(userData, 'working')).catch(() => null)).toBeNull();
});
