/** @file Panels and dialogs that come up in the middle of work, as axe-core sees them; and what is offered when a job fails. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { foreignModel } from '../src-main/testing/foreign-model.ts';
import { expect, test } from './support/application.ts';
import { accessibilityFindings } from './support/axe.ts';
import { BatchScreen } from './support/batch-screen.ts';
import type { Editor } from './support/editor.ts';
import { engineChildren } from './support/engine-children.ts';
import { writePng } from './support/pictures.ts';

const look = async ({ page }: Editor, screen: string) => {
  expect.soft(await accessibilityFindings(page), screen).toEqual([]);
};

const themes = ['light', 'dark'] as const;

async function chooseTheme(userData: string, theme: (typeof themes)[number]): Promise<void> {
  await mkdir(userData, { recursive: true });
  await writeFile(join(userData, 'settings.json'), JSON.stringify({ theme, automaticPreview: false }));
}

for (const theme of themes) test(`axe-core finds nothing on the board, the mask tools, open menus, the save options, an export and a lost session, ${theme}`, async ({ launch, userData, folder }) => {
  await chooseTheme(userData, theme);
  // An older session that cannot be read is told of as after a crash.
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
  await page.getByRole('button', { name: 'More for step 1' }).press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  await look(editor, 'menu of a step');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await editor.picture('small.png').click({ button: 'right' });
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  await look(editor, 'menu of the filmstrip');
  await page.keyboard.press('Escape');

  await editor.choose('Quick');
  await page.getByRole('button', { name: 'Compare', exact: true }).first().click();
  const board = page.getByRole('dialog', { name: 'Compare board' });
  await expect(board.getByText('for the whole picture').first()).toBeVisible();
  await look(editor, 'compare board');
  await page.keyboard.press('Escape');
  await expect(board).toBeHidden();

  await page.keyboard.press('Control+Enter');
  await expect(editor.done()).toBeVisible();
  await page.getByText('Size, colours and name').click();
  await look(editor, 'save options');

  await editor.answerOpenDialog([folder]);
  await page.keyboard.press('Control+e');
  await expect(page.getByText('1 result saved')).toBeVisible();
  await look(editor, 'an export that is done');
});

for (const theme of themes) test(`axe-core finds nothing on the models, their import and the dry run of a batch, ${theme}`, async ({ launch, userData, folder }) => {
  await chooseTheme(userData, theme);
  const editor = await launch([await writePng(folder, 'small.png', 80, 60)]);
  const { page } = editor;
  await expect(editor.canvas()).toBeVisible();
  await editor.choose('Quick');
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  await expect(page.getByRole('listitem', { name: 'Faithful' })).toBeVisible();
  await look(editor, 'models');

  const doubler = join(folder, 'doubler.onnx');
  await writeFile(doubler, foreignModel({ scale: 2 }));
  await editor.drop([doubler]);
  const form = page.getByRole('dialog', { name: 'Import doubler.onnx' });
  await expect(form.locator('.import-trial canvas')).toBeVisible();
  await look(editor, 'import of a model');
  await page.keyboard.press('Escape');
  const broken = join(folder, 'broken.onnx');
  await writeFile(broken, 'no model at all');
  await editor.drop([broken]);
  await expect(page.getByRole('dialog', { name: 'Import broken.onnx' }).getByRole('alert')).toBeVisible();
  await look(editor, 'a model that cannot be imported');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();

  const [input, output] = [join(folder, 'input'), join(folder, 'output')];
  await Promise.all([mkdir(input), mkdir(output)]);
  await writePng(input, 'one.png', 64, 48);
  const batch = new BatchScreen(editor);
  await batch.useOnFolder();
  await batch.addFolder(input);
  await batch.chooseOutput(output);
  await batch.setup().getByRole('button', { name: 'Dry run…' }).click();
  await expect(page.getByRole('dialog', { name: 'What would happen' }).getByText(/^1 · /)).toBeVisible();
  await look(editor, 'dry run of a batch');
  await page.keyboard.press('Escape');
  await batch.start().click();
  await expect(batch.item('one.png')).toHaveAccessibleName(/, Done /);
  await look(editor, 'a finished batch');
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
  await expect(page.getByText('The engine stopped twice while it worked on this.').first()).toBeVisible();
  await look(editor, 'a job that failed');
  await page.getByRole('button', { name: /^Try again with tiles of/ }).click();
  await expect(editor.done()).toBeVisible();
});
