import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/application.ts';
import { clippedTexts } from './support/clipped-text.ts';
import type { Editor } from './support/editor.ts';
import { writeKind } from './support/kinds.ts';
import { writeCorruptPng, writePng } from './support/pictures.ts';

/** Every screen is looked at, whatever was found on those before it. */
const look = async ({ page }: Editor, screen: string) => {
  expect.soft(await clippedTexts(page), screen).toEqual([]);
};

async function write(userData: string, settings: object): Promise<void> {
  await mkdir(userData, { recursive: true });
  await writeFile(join(userData, 'settings.json'), JSON.stringify(settings));
}

for (const [language, settingsTitle] of [['de', 'Einstellungen'], ['zh', '设置']] as const)
  test(`no text is cut or covered in ${language} at 200 % in a small window`, async ({ launch, userData, folder }) => {
    await write(userData, { language, textSize: 200, window: { x: 0, y: 0, width: 1000, height: 700, maximized: false } });
    const editor = await launch();
    const { page } = editor;
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await look(editor, 'empty');
    await editor.drop([await writePng(folder, 'a.png', 80, 60)]);
    await expect(page.locator('canvas[role=application]')).toBeVisible();
    await look(editor, 'open');
    await page.getByRole('radio', { name: 'Quick' }).check();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('slider').first()).toBeVisible();
    await look(editor, 'done');
    await editor.drop([await writeCorruptPng(folder, 'b.png')]);
    await expect(page.getByRole('alert')).toBeVisible();
    await look(editor, 'failed');

    await editor.drop([await writePng(folder, 'large.png', 900, 700)]);
    await expect(page.locator('canvas[role=application]')).toBeVisible();
    await page.getByRole('radio', { name: 'Sharp' }).check();
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('.queue-summary .queue-status')).toHaveCount(1);
    const resize = (width: number, height: number) =>
      editor.application.evaluate(({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(size[0]!, size[1]!);
      }, [width, height]);
    await resize(800, 560);
    await expect(page.locator('.top-bar > :last-child')).toBeInViewport({ ratio: 1 });
    await expect(page.locator('.queue-summary')).toBeInViewport({ ratio: 1 });
    await look(editor, 'running in a tiny window');
    await page.keyboard.press('Control+.');
    await resize(1000, 700);

    await page.keyboard.press('Control+Shift+B');
    await expect(page.locator('.batch-setup .step-list')).toBeVisible();
    await look(editor, 'batch');
    await page.keyboard.press('Control+,');
    const dialog = page.getByRole('dialog', { name: settingsTitle });
    for (const tab of await dialog.getByRole('tab').all()) {
      await tab.click();
      await look(editor, `settings, ${await tab.textContent()}`);
    }
    await page.keyboard.press('Escape');
    for (const keys of ['?', 'Control+k']) {
      await page.keyboard.press(keys);
      await expect(page.getByRole('dialog')).toBeVisible();
      await look(editor, keys);
      await page.keyboard.press('Escape');
    }
  });

for (const language of ['de', 'zh'])
  test(`no text of the studio and of the models is cut or covered in ${language} at 200 % in a small window`, async ({ launch, userData, folder }) => {
    await write(userData, { language, textSize: 200, window: { x: 0, y: 0, width: 1000, height: 700, maximized: false } });
    const pictures = await writeKind(folder, 'warm', 12);
    const editor = await launch();
    const { page } = editor;
    const screens = page.locator('.screen-tab');
    await screens.nth(2).click();
    await expect(page.locator('.training-welcome')).toBeVisible();
    await look(editor, 'studio');
    await page.locator('.training-welcome button').first().click();
    const next = page.locator('.new-training-foot button').last();
    await page.locator('.goal-card').nth(1).click();
    await look(editor, 'goal');
    await next.click();
    await editor.answerOpenDialog([pictures]);
    await page.locator('.folder-field button').first().click();
    await expect(next).toBeEnabled();
    await look(editor, 'pictures');
    await next.click();
    await look(editor, 'quality');
    await page.locator('.new-training summary').first().click();
    await look(editor, 'advanced settings');
    await screens.nth(3).click();
    await expect(page.getByRole('listitem').first()).toBeVisible();
    await look(editor, 'models');
  });

test('the language changes without a restart, in the menu too, and is kept', async ({ launch }) => {
  const editor = await launch();
  const { page } = editor;
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Appearance' }).click();
  await page.getByLabel('Language').selectOption('fr');
  await expect(page.getByRole('dialog', { name: 'Réglages' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  const firstMenu = (it: Editor) => it.application.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.label);
  await expect.poll(() => firstMenu(editor)).toBe('&Fichier');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Déposez des photos ici' })).toBeVisible();
  await editor.application.close();
  const again = await launch();
  await expect(again.page.getByRole('heading', { name: 'Déposez des photos ici' })).toBeVisible();
});
