import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/application.ts';
import { BatchScreen } from './support/batch-screen.ts';
import { accessibilityFindings } from './support/axe.ts';
import type { Editor } from './support/editor.ts';
import { writePng } from './support/pictures.ts';

/** The editor with a picture whose steps are one upscale, and folders beside it. */
async function begin(launch: (files?: readonly string[]) => Promise<Editor>, folder: string) {
  const [input, output] = [join(folder, 'input'), join(folder, 'output')];
  await Promise.all([mkdir(input), mkdir(output)]);
  const editor = await launch([await writePng(folder, 'open.png', 80, 60)]);
  await expect(editor.canvas()).toBeVisible();
  await editor.choose('Quick', '2×');
  const batch = new BatchScreen(editor);
  return { editor, batch, input, output };
}

test('a batch is set up from the steps of a picture and what is dropped on the screen', async ({ launch, folder }) => {
  const { editor, batch, input, output } = await begin(launch, folder);
  const single = await writePng(folder, 'single.png', 30, 20);
  await batch.useOnFolder();
  await expect(batch.setup().getByRole('list', { name: 'Steps of the recipe' })).toContainText('Quick · 2×');
  await editor.drop([input, single]);
  await expect(batch.sources()).toHaveCount(2);
  await expect(batch.sources().first().getByRole('img', { name: 'Folder' })).toBeVisible();
  await expect(batch.setup().getByText('For example single-2x.png')).toBeVisible();
  await editor.drop([single]);
  await expect(batch.sources()).toHaveCount(2);
  await batch.sources().last().getByRole('button').click();
  await expect(batch.sources()).toHaveCount(1);
  await expect(batch.start()).toBeDisabled();
  await batch.chooseOutput(output);
  await expect(batch.start()).toBeEnabled();
  await batch.setup().getByLabel('Name', { exact: true }).fill('{index}-{nmae}.{ext}');
  await expect(batch.setup().getByText('These words mean nothing here: {nmae}').first()).toBeVisible();
  await expect(batch.start()).toBeDisabled();
  expect(await accessibilityFindings(editor.page)).toEqual([]);
  await editor.page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(editor.pictures()).toHaveCount(1);
});
