/** @file A training that has got somewhere, with all its parts, as axe-core sees it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/application.ts';
import { accessibilityFindings } from './support/axe.ts';
import type { Editor } from './support/editor.ts';
import { writePausedTraining } from './support/trainings.ts';

const look = async ({ page }: Editor, screen: string) => {
  expect.soft(await accessibilityFindings(page), screen).toEqual([]);
};

async function lookAtDialog(editor: Editor, name: string): Promise<void> {
  const dialog = editor.page.getByRole('dialog', { name });
  await expect(dialog).toBeVisible();
  await look(editor, name);
  await editor.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

async function lookAtPictures(editor: Editor): Promise<void> {
  const { page } = editor;
  await expect(page.locator('.preview-picture img').first()).toBeVisible();
  await look(editor, 'pictures');
  await page.getByRole('checkbox', { name: "Judge's view" }).check();
  await expect(page.locator('.preview-heat').first()).toBeVisible();
  await look(editor, "the judge's view");
  await page.getByRole('button', { name: 'Compare picture 1 of 2' }).click();
  await expect(page.getByRole('slider', { name: 'Before and after' })).toBeVisible();
  await look(editor, 'compared with before');
  await page.getByRole('radio', { name: 'Another checkpoint' }).check();
  await expect(page.getByRole('slider', { name: 'Checkpoint on the left' })).toBeVisible();
  await look(editor, 'compared with another checkpoint');
}

async function lookAtCurves(editor: Editor): Promise<void> {
  const { page } = editor;
  await page.getByRole('tab', { name: 'Curves' }).click();
  const groups = page.getByRole('group', { name: 'Show' });
  await expect(page.locator('.chart canvas')).toBeVisible();
  for (const group of await groups.locator('label').allTextContents()) {
    await groups.getByRole('radio', { name: group }).check();
    await expect(page.locator('.chart canvas')).toBeVisible();
    await look(editor, `curves, ${group}`);
  }
}

for (const theme of ['light', 'dark'] as const)
  test(`axe-core finds nothing on a training, ${theme}`, async ({ launch, userData }) => {
    await mkdir(userData, { recursive: true });
    await writeFile(join(userData, 'settings.json'), JSON.stringify({ theme }));
    await writePausedTraining(userData, { name: 'Day to night', pictures: 2 });
    const editor = await launch();
    const { page } = editor;
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: /^Day to night/ }).click();
    await lookAtPictures(editor);
    await page.getByRole('button', { name: 'Use this one…' }).click();
    await lookAtDialog(editor, 'Make a model');
    await page.getByRole('button', { name: 'More for this checkpoint' }).click();
    await page.getByRole('menuitem', { name: 'Forget this checkpoint…' }).click();
    await lookAtDialog(editor, 'Forget the checkpoint?');
    await lookAtCurves(editor);
    for (const fold of ['Model card', 'Settings', '1 event']) await page.locator('.run-side summary', { hasText: fold }).click();
    await look(editor, 'what is folded up');
    await page.getByRole('button', { name: 'More for this training' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await lookAtDialog(editor, 'Rename');
    await page.getByRole('button', { name: 'More for this training' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await lookAtDialog(editor, 'Delete the training?');
  });
