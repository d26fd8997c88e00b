import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/application.ts';
import { accessibilityFindings } from './support/axe.ts';
import type { Editor } from './support/editor.ts';
import { writeCorruptPng, writePng } from './support/pictures.ts';

const settingsFile = async (userData: string, settings: object) => {
  await mkdir(userData, { recursive: true });
  await writeFile(join(userData, 'settings.json'), JSON.stringify(settings));
};
/** Every screen is looked at, whatever was found on those before it. */
const look = async ({ page }: Editor, screen: string) => {
  expect.soft(await accessibilityFindings(page), screen).toEqual([]);
};

async function lookAtDialogs(editor: Editor): Promise<void> {
  const { page } = editor;
  await page.keyboard.press('Control+,');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  for (const section of await dialog.getByRole('tab').allTextContents()) {
    await dialog.getByRole('tab', { name: section }).click();
    if (section === 'Devices') await expect(dialog.getByText(/^Checked/)).toBeVisible();
    await look(editor, `settings, ${section}`);
  }
  await dialog.getByRole('tab', { name: 'Shortcuts' }).click();
  await dialog.getByRole('button', { name: 'Change the keys of Fit' }).click();
  await page.keyboard.press('1');
  await expect(dialog.getByRole('alert')).toContainText('Actual size');
  await look(editor, 'settings, a conflict of keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await look(editor, 'shortcuts');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await look(editor, 'palette');
  await page.keyboard.type('no such command');
  await expect(page.getByRole('option')).toHaveCount(0);
  await look(editor, 'palette that found nothing');
  await page.keyboard.press('Escape');
}

/** The folder holds few pictures, one of them damaged, so that the doctor has something to say. */
async function lookAtNewTraining(editor: Editor, folder: string): Promise<void> {
  const { page } = editor;
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Begin a training' })).toBeVisible();
  await look(editor, 'studio, empty');
  await page.getByRole('button', { name: 'Begin a training' }).click();
  await page.getByRole('radio', { name: 'Enlarge my kind of picture' }).check();
  await look(editor, 'studio, goal');
  await page.getByRole('button', { name: 'Next' }).click();
  await editor.answerOpenDialog([folder]);
  await page.getByRole('region', { name: 'Your pictures' }).getByRole('button').click();
  await expect(page.getByText(/^You can train with these pictures, but/)).toBeVisible();
  await look(editor, 'studio, doctor');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Advanced settings').click();
  await expect(page.getByLabel('Learning rate', { exact: true })).not.toHaveValue('');
  await look(editor, 'studio, quality');
}

for (const [theme, textSize] of [['light', 100], ['dark', 100], ['dark', 200]] as const)
  test(`axe-core finds nothing on any screen, ${theme} with text at ${textSize} %`, async ({ launch, userData, folder }) => {
    await settingsFile(userData, { theme, textSize });
    const editor = await launch();
    await look(editor, 'empty');
    await lookAtDialogs(editor);

    await editor.page.getByRole('button', { name: 'Batch', exact: true }).click();
    await expect(editor.page.getByRole('region', { name: 'New batch' })).toBeVisible();
    await look(editor, 'batch');
    await editor.page.getByRole('button', { name: 'Edit', exact: true }).click();

    await editor.drop([await writePng(folder, 'small.png', 80, 60)]);
    await expect(editor.canvas()).toBeVisible();
    await look(editor, 'open');
    await editor.choose('Quick');
    await editor.page.keyboard.press('Control+Enter');
    await expect(editor.done()).toBeVisible();
    await look(editor, 'done');

    await editor.drop([await writeCorruptPng(folder, 'letter.png')]);
    await expect(editor.picture('letter.png')).toHaveAccessibleName('letter.png, could not be opened');
    await look(editor, 'failed to open');

    await editor.drop([await writePng(folder, 'large.png', 900, 700)]);
    await expect(editor.picture('large.png')).toHaveAccessibleName('large.png, source');
    await editor.choose('Sharp', '4×');
    await editor.page.keyboard.press('Control+Enter');
    await expect(editor.cancelButton()).toBeVisible();
    await look(editor, 'running');
    await editor.page.keyboard.press('Control+.');
    await expect(editor.cancelButton()).toBeHidden();
    await look(editor, 'cancelled');
    await lookAtNewTraining(editor, folder);
  });

test('keys can be given to another command, and work at once', async ({ launch, userData, folder }) => {
  await settingsFile(userData, {});
  const editor = await launch([await writePng(folder, 'keys.png', 64, 48)]);
  const { page } = editor;
  await expect(editor.canvas()).toBeVisible();
  await page.keyboard.press('Control+,');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: 'Shortcuts' }).click();
  const change = dialog.getByRole('button', { name: 'Change the keys of Actual size' });
  await change.click();
  await page.keyboard.press('Tab');
  await change.click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await change.click();
  await page.keyboard.press('Control+z');
  await expect(dialog.getByRole('alert')).toContainText('cannot be given to a command');
  await change.click();
  await page.keyboard.press('0');
  await dialog.getByRole('button', { name: 'Use it here' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('0');
  await expect(page.getByLabel('Zoom', { exact: true })).toHaveText('100%');
  const menuKeys = () => editor.application.evaluate(({ Menu }) => ['fit', 'actual-size'].map((id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.accelerator ?? ''));
  await expect.poll(menuKeys).toEqual(['', '0']);

  await page.keyboard.press('Control+,');
  await dialog.getByRole('tab', { name: 'Shortcuts' }).click();
  await dialog.getByRole('button', { name: 'Reset all' }).click();
  await expect.poll(menuKeys).toEqual(['0', '1']);
});

test('the palette finds a command by its name and runs it', async ({ launch, folder }) => {
  const { page, ...editor } = await launch([await writePng(folder, 'keys.png', 64, 48)]);
  await expect(editor.canvas()).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('actual');
  await expect(page.getByRole('option', { name: 'Actual size', selected: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByLabel('Zoom', { exact: true })).toHaveText('100%');
});
