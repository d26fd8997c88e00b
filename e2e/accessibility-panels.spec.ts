/** @file Panels and dialogs that come up in the middle of work, as axe-core sees them; and what is offered when a job fails. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/application.ts';
import { accessibilityFindings } from './support/axe.ts';
import type { Editor } from './support/editor.ts';
import { engineChildren } from './support/engine-children.ts';
import { writePng } from './support/pictures.ts';

const look = async ({ page }: Editor, screen: string) => {
  expect.soft(await accessibilityFindings(page), screen).toEqual([]);
};

test('axe-core finds nothing on the board, the mask tools, the save options and a lost session', async ({ launch, userData, folder }) => {
  await mkdir(userData, { recursive: true });
  // An older session that cannot be read is told of as after a crash.
  await writeFile(join(userData, 'settings.json'), JSON.stringify({ theme: 'light', automaticPreview: false }));
  await writeFile(join(userData, 'session.json'), '{ "pictures": ');
  const editor = await launch([await writePng(folder, 'small.png', 80, 60)]);
  const { page } = editor;
  await expect(editor.canvas()).toBeVisible();
  await expect(page.getByText(/last session could not be restored/).first()).toBeVisible();
  await look(editor, 'a session that is lost');

  await page.keyboard.press('b');
  await expect(page.getByRole('spinbutton', { name: 'Hardness' })).toBeVisible();
  await look(editor, 'mask tools');
  await page.keyboard.press('v');

  await editor.choose('Quick');
  await page.getByRole('button', { name: 'Compare', exact: true }).first().click();
  const board = page.getByRole('dialog', { name: 'Compare board' });
  await expect(board.getByText('for the whole picture').first()).toBeVisible({ timeout: 60_000 });
  await look(editor, 'compare board');
  await page.keyboard.press('Escape');
  await expect(board).toBeHidden();

  await page.keyboard.press('Control+Enter');
  await expect(editor.done()).toBeVisible();
  await page.getByText('Size, colours and name').click();
  await look(editor, 'save options');
});

test('a job whose engine stops twice offers smaller tiles, which finish it', async ({ launch, folder }) => {
  const editor = await launch([await writePng(folder, 'photo.png', 300, 200)]);
  const { page } = editor;
  await page.getByRole('checkbox', { name: 'Preview what is in sight' }).uncheck();
  await editor.choose('Sharp', '4×');
  await editor.runButton().click();
  await expect(page.getByTestId('job-status')).toContainText('%');
  const children = () => engineChildren(editor.application.process().pid!);
  const first = children();
  for (const pid of first) process.kill(pid, 'SIGKILL');
  const again = () => children().filter((pid) => !first.includes(pid));
  await expect.poll(again).not.toEqual([]);
  for (const pid of again()) process.kill(pid, 'SIGKILL');
  await expect(page.getByText('The engine stopped twice while it worked on this.').first()).toBeVisible({ timeout: 60_000 });
  await look(editor, 'a job that failed');
  await page.getByRole('button', { name: /^Try again with tiles of/ }).click();
  await expect(editor.done()).toBeVisible({ timeout: 120_000 });
});
