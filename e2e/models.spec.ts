import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { foreignModel } from '../src-main/testing/foreign-model.ts';
import { expect, test } from './support/application.ts';
import { quarters, writeFlag } from './support/flags.ts';

const sample = 'assets/samples/coffee.jpg';

test('an ONNX file of another program is looked into, corrected, tried, taken in and used', async ({ launch, folder }) => {
  const file = join(folder, 'Their Doubler.onnx');
  await writeFile(file, foreignModel({ layout: 'nhwc', elements: 'float16', scale: 2, input: { black: -1, white: 1 }, output: { black: 0, white: 255 } }));
  const editor = await launch([sample]);
  const { page } = editor;
  await expect(page.getByRole('option', { name: /coffee/ })).toBeVisible();

  await page.getByRole('button', { name: 'Models', exact: true }).click();
  await expect(page.getByRole('listitem', { name: 'Faithful' })).toBeVisible();
  await editor.answerOpenDialog([file]);
  await page.getByRole('button', { name: 'Import a model…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import Their Doubler.onnx' });
  await expect(dialog.getByLabel('Takes values')).toHaveValue('signed');
  await expect(dialog.getByLabel('Gives values')).toHaveValue('bytes');
  await expect(dialog.getByText('NHWC · float16 · 2×')).toBeVisible();
  await expect(dialog.locator('.import-trial canvas')).toBeVisible();

  await dialog.getByLabel('Name', { exact: true }).fill('Owl');
  await dialog.getByLabel('Id', { exact: true }).fill('faithful');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('There is already a model');
  await dialog.getByLabel('Id', { exact: true }).fill('owl');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog).toBeHidden();
  const card = page.getByRole('listitem', { name: 'Owl', exact: true });
  await expect(card).toBeVisible();

  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('radio', { name: 'Owl', exact: true }).check();
  await editor.runButton().click();
  await expect(editor.done()).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByRole('radio', { name: 'Faithful', exact: true })).toBeChecked();

  await page.getByRole('button', { name: 'Models', exact: true }).click();
  await editor.answerSaveDialog(join(folder, 'owl.imago'));
  await card.getByRole('button', { name: 'Export Owl as a file' }).click();
  await page.getByRole('menuitem', { name: 'Imago model (.imago)…' }).click();
  await expect(page.getByText(/^Saved as .*owl\.imago/)).toBeVisible();
  await editor.answerSaveDialog(join(folder, 'owl.onnx'));
  await card.getByRole('button', { name: 'Export Owl as a file' }).click();
  await page.getByRole('menuitem', { name: 'Plain ONNX file, for other programs…' }).click();
  await expect(page.getByText(/^Saved as .*owl\.onnx/)).toBeVisible();
  expect(await editor.proposedPath()).toBe('owl.onnx');
  expect((await readFile(join(folder, 'owl.onnx'))).equals(await readFile(file))).toBe(true);
  await card.getByRole('button', { name: 'Remove Owl' }).click();
  await expect(card.getByRole('alertdialog')).toContainText(/This frees [\d.]+ [kM]B/);
  await card.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(card).toBeHidden();
  await editor.drop([join(folder, 'owl.imago')]);
  await expect(card).toBeVisible();
});

test('a translator of another program is taken in and repaints a picture', async ({ launch, folder }) => {
  const file = join(folder, 'negative.onnx');
  await writeFile(file, foreignModel({ input: { black: -1, white: 1 }, output: { black: -1, white: 1 }, effect: 'negative' }));
  const editor = await launch([await writeFlag(folder, 'flag.png', 240, 160)]);
  const { page } = editor;
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  await editor.drop([file]);
  const dialog = page.getByRole('dialog', { name: 'Import negative.onnx' });
  await dialog.getByLabel('Name', { exact: true }).fill('Negative');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('button', { name: 'Add step' }).click();
  await page.getByRole('menuitem', { name: 'Translate' }).click();
  // The gallery shows what it makes of this picture, once it is in sight.
  const choice = page.getByRole('radio', { name: 'Negative', exact: true });
  await choice.scrollIntoViewIfNeeded();
  await expect(page.locator('label').filter({ has: choice }).locator('.gallery-thumbnail')).toHaveAttribute('data-state', 'done');
  await choice.check();
  await editor.runButton().click();
  await expect(editor.done()).toBeVisible();
  const saved = join(folder, 'turned.png');
  await editor.answerSaveDialog(saved);
  await editor.saveButton().click();
  await expect(page.getByText(/^Saved as turned\.png/)).toBeVisible();
  const { data, info } = await sharp(saved).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([480, 320, 3]);
  for (const [index, colour] of quarters.entries()) {
    const at = 3 * ((index < 2 ? 80 : 240) * 480 + (index % 2 === 0 ? 120 : 360));
    const wanted = colour.map((value) => 255 - value);
    expect(Math.max(...wanted.map((value, channel) => Math.abs(value - data[at + channel]!)))).toBeLessThanOrEqual(3);
  }
});

test('a file that cannot be used says why', async ({ editor, folder }) => {
  const file = join(folder, 'weights.onnx');
  await writeFile(file, 'no model at all');
  await editor.drop([file]);
  const dialog = editor.page.getByRole('dialog', { name: 'Import weights.onnx' });
  await expect(dialog.getByRole('alert')).toContainText('This is no ONNX model.');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
  await expect(editor.page.getByRole('heading', { name: 'Models' })).toBeVisible();
});
