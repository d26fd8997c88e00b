import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from './support/application.ts';
import type { Editor } from './support/editor.ts';
import { writePng } from './support/pictures.ts';

/** More than the controls of the window with one picture. */
const mostPresses = 70;

/** Presses Tab until a control of this name has the focus. */
async function tabTo({ page }: Editor, name: RegExp): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? (element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element?.textContent) ?? '';
    });
  const passed: string[] = [];
  for (let presses = 0; presses < mostPresses; presses++) {
    await page.keyboard.press('Tab');
    const now = await focused();
    if (name.test(now)) return;
    passed.push(now);
  }
  throw new Error(`expected ${String(name)} within ${mostPresses} presses of Tab, passed ${passed.join(' | ')}`);
}

test('open, choose, run, compare and save with the keyboard alone', async ({ editor, folder }) => {
  const { page } = editor;
  await editor.answerOpenDialog([await writePng(folder, 'keys.png', 70, 50)]);
  await tabTo(editor, /^Open pictures/);
  await page.keyboard.press('Enter');
  await expect(editor.picture('keys.png')).toHaveAccessibleName('keys.png, source');

  await tabTo(editor, /^Faithful/);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Quick' })).toBeChecked();
  await tabTo(editor, /^2×/);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: '3×' })).toBeChecked();
  await page.keyboard.press('Control+Enter');
  await expect(editor.done()).toBeVisible();

  await tabTo(editor, /^Before and after/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(editor.split()).toHaveAttribute('aria-valuenow', '39');

  await tabTo(editor, /^Canvas/);
  await page.keyboard.press('1');
  await expect(page.getByLabel('Zoom', { exact: true })).toHaveText('100%');
  await page.keyboard.press('+');
  await expect(page.getByLabel('Zoom', { exact: true })).toHaveText('150%');
  await page.keyboard.press('0');
  await expect(page.getByLabel('Zoom', { exact: true })).toHaveText('200%');

  const target = join(folder, 'keys saved.webp');
  await editor.answerSaveDialog(target);
  await page.keyboard.press('Control+s');
  await expect(page.getByText(/^Saved as keys saved\.webp/)).toBeVisible();
  const { format, width, height } = await sharp(target).metadata();
  expect([format, width, height]).toEqual(['webp', 210, 150]);

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await tabTo(editor, /^keys\.png, /);
  await page.keyboard.press('Delete');
  await expect(page.getByRole('heading', { name: 'Drop photographs here' })).toBeVisible();
});
