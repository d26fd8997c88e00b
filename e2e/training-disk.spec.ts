/** @file What trainings take on the disk: a checkpoint is forgotten and a training deleted, with the space that this frees, by keyboard alone. */
import type { Locator } from '@playwright/test';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/application.ts';
import { accessibilityFindings } from './support/axe.ts';
import { writeKind } from './support/kinds.ts';
import { createTraining, expectState, patient } from './support/trainings.ts';

const size = /\d[\d.,]* (B|bytes|kB|MB)/;

/** Opens a menu at the control that has the focus and chooses its entry. */
async function chooseByKeys(trigger: Locator, entry: string): Promise<void> {
  const page = trigger.page();
  await trigger.focus();
  await page.keyboard.press('Enter');
  const item = page.getByRole('menuitem', { name: entry });
  await expect(item).toBeVisible();
  for (let press = 0; press < 6 && !(await item.evaluate((element) => element === document.activeElement)); press++) await page.keyboard.press('ArrowDown');
  await expect(item).toBeFocused();
  await page.keyboard.press('Enter');
}

test('a checkpoint is forgotten and a training deleted, with the disk space that this frees', async ({ launch, folder, userData }) => {
  const pictures = await writeKind(folder, 'warm', 14);
  const editor = await launch();
  const { page } = editor;
  const id = await createTraining(editor, { name: 'Short', folder: pictures, steps: 60 });
  await expectState(editor, id, 'done');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: /^Short/ }).click();
  await expect(page.locator('.preview-picture img').first()).toBeVisible(patient);
  const snapshots = () => readdir(join(userData, 'trainings', id, 'snapshots')).then((names) => names.filter((name) => name.startsWith('step-')));
  await expect.poll(snapshots).toEqual(['step-000000020', 'step-000000040', 'step-000000060']);

  const time = page.getByRole('slider', { name: 'Checkpoint', exact: true });
  const more = page.getByRole('button', { name: 'More for this checkpoint' });
  const dialog = page.getByRole('dialog', { name: 'Forget the checkpoint?' });
  await chooseByKeys(more, 'Forget this checkpoint…');
  await expect(dialog).toContainText('It frees nothing yet: it is the newest');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(more).toBeFocused();

  await time.press('Home');
  await expect(time).toHaveAttribute('aria-valuetext', /^Step 20/);
  await chooseByKeys(more, 'Forget this checkpoint…');
  await expect(dialog).toContainText('Step 20 can no longer become a model.');
  await expect(dialog).toContainText(new RegExp(`This frees ${size.source}`));
  expect(await accessibilityFindings(page)).toEqual([]);
  for (const control of ['Close', 'Cancel', 'Forget']) {
    await page.keyboard.press('Tab');
    await expect(dialog.getByRole('button', { name: control, exact: true })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Its weights are no longer kept.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use this one…' })).toBeDisabled();
  await expect(page.locator('.preview-picture img').first()).toBeVisible();
  await expect.poll(snapshots).toEqual(['step-000000040', 'step-000000060']);

  await chooseByKeys(page.getByRole('button', { name: 'More for this training' }), 'Delete…');
  const deleting = page.getByRole('dialog');
  await expect(deleting).toContainText(size);
  expect(await accessibilityFindings(page)).toEqual([]);
  for (let press = 0; press < 3; press++) await page.keyboard.press('Tab');
  await expect(deleting.getByRole('button', { name: 'Delete' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(deleting).toBeHidden();
  await expect.poll(() => readdir(join(userData, 'trainings'))).toEqual([]);
});
