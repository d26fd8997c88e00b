/** @file The training studio: two folders become a model, over a pause and a killed trainer, and the model is used. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/application.ts';
import { accessibilityFindings } from './support/axe.ts';
import type { Editor } from './support/editor.ts';
import { trainerChildren } from './support/engine-children.ts';
import { writeKind } from './support/kinds.ts';

/** What the busiest machine may take; on two free cores it is under three minutes. */
const longest = 900_000;
const patient = { timeout: 300_000 };

async function choosePictures(editor: Editor, a: string, b: string): Promise<void> {
  const { page } = editor;
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Begin a training' }).click();
  await page.getByRole('radio', { name: 'Turn one kind of picture into another' }).check();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('Your pictures stay where they are')).toBeVisible();
  for (const [side, folder] of [['A: pictures as they are', a], ['B: pictures as they should become', b]] as const) {
    await editor.answerOpenDialog([folder]);
    await page.getByRole('region', { name: side }).getByRole('button').click();
    await expect(page.getByRole('region', { name: side })).toContainText(folder);
  }
  await expect(page.getByText(/can train with these pictures|good to train with/)).toBeVisible(patient);
  await page.getByRole('button', { name: 'Next' }).click();
}

async function makeTiny({ page }: Editor): Promise<void> {
  await page.getByRole('radio', { name: 'Quick' }).check();
  await page.getByText('Advanced settings').click();
  await page.getByLabel('Method', { exact: true }).selectOption('cut');
  for (const [name, value] of [['Piece size', '32'], ['Width', '8'], ['Depth', '1'], ['Steps', '200'], ['Pieces a step', '2'], ['Steps between checkpoints', '40']] as const) {
    await page.getByLabel(name, { exact: true }).fill(value);
    await page.getByLabel(name, { exact: true }).press('Enter');
    await expect(page.getByLabel(name, { exact: true })).toHaveValue(value);
  }
  await page.getByRole('button', { name: 'Next' }).click();
}

const stepShown = async ({ page }: Editor): Promise<number> => Number(/step (\d+)/.exec((await page.locator('.run-progress').textContent()) ?? '')?.[1]);

test('two folders become a model, over a pause and a killed trainer, and the model translates a picture', async ({ launch, folder }) => {
  test.setTimeout(longest);
  const a = await writeKind(folder, 'warm', 24);
  const b = await writeKind(folder, 'cold', 24);
  const editor = await launch();
  const { page } = editor;
  await choosePictures(editor, a, b);
  await makeTiny(editor);
  await expect(page.getByText(/^About/)).toBeVisible(patient);
  await page.getByRole('button', { name: 'Start training' }).click();

  const state = page.locator('.run-progress').getByRole('status');
  await expect(page.locator('.preview-picture img').first()).toBeVisible(patient);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(state).toHaveText('paused', patient);
  expect(await accessibilityFindings(page)).toEqual([]);
  const paused = await stepShown(editor);
  expect(paused).toBeGreaterThan(0);
  expect(paused).toBeLessThan(200);

  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(state).toHaveText('training', patient);
  const trainers = () => trainerChildren(editor.application.process().pid!);
  await expect.poll(trainers).toHaveLength(1);
  process.kill(trainers()[0]!, 'SIGKILL');
  await expect(state).toHaveText('interrupted', patient);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(state).toHaveText('done', patient);
  await expect.poll(() => stepShown(editor)).toBe(200);

  const time = page.getByRole('slider', { name: 'Checkpoint', exact: true });
  await expect(time).toHaveAttribute('aria-valuetext', /^Step 200/);
  await time.press('Home');
  await expect(time).toHaveAttribute('aria-valuetext', /^Step 40/);
  await time.press('End');
  // The judge of the first checkpoint looks at pictures of the last.
  await page.getByRole('checkbox', { name: "Judge's view" }).check();
  await expect(page.locator('.preview-heat').first()).toBeVisible();
  await page.getByLabel('Judge of').selectOption('40');
  await expect(page.locator('.preview-heat').first()).toHaveAttribute('src', /judged\/step-000000040\/step-000000200-ab-output-0\.png$/, patient);
  await expect.poll(() => page.locator('.preview-heat').first().evaluate((picture) => (picture as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  expect(await accessibilityFindings(page)).toEqual([]);
  await time.press('Home');
  await page.getByRole('button', { name: 'More for this checkpoint' }).click();
  await page.getByRole('menuitem', { name: 'Forget this checkpoint…' }).click();
  await page.getByRole('button', { name: 'Forget', exact: true }).click();
  await expect(page.getByText('Its weights are no longer kept.')).toBeVisible();
  // The menu went with the model, so the focus goes to what is beside.
  await expect(page.locator('.checkpoint-bar :focus')).toHaveCount(1);
  await time.press('End');
  await editor.drop([join(a, 'warm-000.png')]);
  await expect(editor.canvas()).toBeVisible();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Use this one…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a model' });
  await dialog.getByLabel('Name of the model').fill('Warm to cold');
  await dialog.getByRole('button', { name: 'Make the model' }).click();
  await expect(dialog.getByText(/^Warm to cold is among your models/)).toBeVisible();
  await editor.answerSaveDialog(join(folder, 'warm-to-cold.onnx'));
  await dialog.getByRole('button', { name: 'Export Warm to cold as a file' }).click();
  await page.getByRole('menuitem', { name: 'Plain ONNX file, for other programs…' }).click();
  await expect.poll(() => stat(join(folder, 'warm-to-cold.onnx')).then(({ size }) => size, () => 0)).toBeGreaterThan(10_000);
  await dialog.getByRole('button', { name: 'Use in the editor' }).click();
  await expect(page.getByRole('radio', { name: 'Warm to cold' })).toBeChecked();
  await page.keyboard.press('Control+Enter');
  await expect(editor.done()).toBeVisible(patient);

  await page.getByRole('button', { name: 'Models', exact: true }).click();
  const card = page.getByRole('listitem', { name: 'Warm to cold' });
  await expect.poll(() => card.getByRole('img', { name: 'A test picture before and after' }).first().evaluate((picture) => (picture as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  expect(await accessibilityFindings(page)).toEqual([]);
  await card.getByRole('button', { name: 'Use on a folder' }).click();
  await expect(page.getByRole('region', { name: 'New batch' })).toContainText('Warm to cold');
});
