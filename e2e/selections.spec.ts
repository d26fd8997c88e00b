import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { expect, test } from './support/application.ts';
import type { Editor } from './support/editor.ts';
import { coverage, drag, expectCoverage, exportedMask, type Point } from './support/masks.ts';

/** 512 × 512 pixels; a person in front of a wall, a flag and a model of a rocket. */
const person = { path: resolve('assets/samples/astronaut.jpg'), size: { width: 512, height: 512 } };
const [face, suit, wall, flag]: Point[] = [[220 / 512, 110 / 512], [180 / 512, 350 / 512], [370 / 512, 150 / 512], [20 / 512, 60 / 512]];

async function begin(launch: (files: readonly string[]) => Promise<Editor>, path: string, model = 'Quick'): Promise<Editor> {
  const editor = await launch([path]);
  await editor.page.getByRole('checkbox', { name: 'Preview what is in sight' }).uncheck();
  await editor.choose(model);
  await editor.page.keyboard.press('Control+.');
  return editor;
}

test('people are selected, and found by a rule that is shown', async ({ launch }) => {
  const editor = await begin(launch, person.path);
  const { page } = editor;
  const parts = [face!, suit!, wall!, flag!];
  await page.getByRole('button', { name: 'Select people' }).click();
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveAccessibleName('Undo selection');
  await expectCoverage(editor, person.size, parts, [255, 255, 0, 0]);
  await page.keyboard.press('v');
  await expectCoverage(editor, person.size, parts, [0, 0, 0, 0]);

  await page.getByRole('combobox', { name: 'Mask', exact: true }).selectOption('people');
  await expectCoverage(editor, person.size, parts, [255, 255, 0, 0]);
  await page.getByRole('checkbox', { name: 'Invert' }).check();
  await expectCoverage(editor, person.size, parts, [0, 0, 255, 255]);
  await page.getByRole('checkbox', { name: 'Show on the picture' }).uncheck();
  await expectCoverage(editor, person.size, parts, [0, 0, 0, 0]);
});

test('what a rule of brightness or a file finds is shown, and why it finds nothing', async ({ launch, folder }) => {
  const [width, height] = [300, 200];
  const path = join(folder, 'halves.png');
  const half = { input: { create: { width: 150, height, channels: 3, background: '#e0e0e0' } }, left: 150, top: 0 } as const;
  await sharp({ create: { width, height, channels: 3, background: '#202020' } }).composite([half]).png().toFile(path);
  const mask = join(folder, 'halves-mask.png');
  await sharp({ create: { width: 20, height: 30, channels: 3, background: 'black' } }).composite([{ input: { create: { width: 20, height: 15, channels: 3, background: 'white' } }, left: 0, top: 0 }]).png().toFile(mask);
  const editor = await begin(launch, path);
  const { page } = editor;
  const quarters: Point[] = [[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]];
  const kind = page.getByRole('combobox', { name: 'Mask', exact: true });
  await kind.selectOption('luma');
  await expectCoverage(editor, { width, height }, quarters, [0, 255, 0, 255]);

  await editor.answerOpenDialog([mask]);
  await kind.selectOption('file');
  await page.getByRole('textbox', { name: 'Mask file' }).fill(join(folder, '{name}-mask.png'));
  await expect(page.getByRole('alert').filter({ hasText: 'has 20 × 30 pixels, the picture 300 × 200.' })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Fit a file of another size' }).check();
  await expectCoverage(editor, { width, height }, quarters, [255, 255, 0, 0]);
  await expect(page.getByRole('alert').filter({ hasText: 'pixels' })).toHaveCount(0);
});

test('an object that is being selected can be let go, and another follows', async ({ launch, folder }) => {
  const path = join(folder, 'large.jpg');
  await sharp(person.path).resize(2400, 2400).jpeg().toFile(path);
  const editor = await begin(launch, path);
  const { page } = editor;
  await page.keyboard.press('o');
  await drag(editor, { width: 2400, height: 2400 }, [[0.05, 0.05], [0.95, 0.95]]);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText('Selecting…')).toBeHidden();
  await drag(editor, { width: 2400, height: 2400 }, [[0.1, 0.01], [0.95, 0.98]]);
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveAccessibleName('Undo selection');
  expect((await coverage(editor, { width: 2400, height: 2400 }, [[0.01, 0.5]]))[0]).toBe(0);
});

test('a mask on a photograph that its camera turned lies where it was painted', async ({ launch, folder }) => {
  // Stored 400 × 600, shown 600 × 400.
  const path = join(folder, 'turned.jpg');
  await sharp('assets/samples/coffee.jpg').rotate(-90).withMetadata({ orientation: 6 }).jpeg().toFile(path);
  const editor = await begin(launch, path);
  const { page } = editor;
  await page.keyboard.press('m');
  await drag(editor, { width: 600, height: 400 }, [[0.7, 0.1], [0.9, 0.3]]);
  await expectCoverage(editor, { width: 600, height: 400 }, [[0.8, 0.2], [0.2, 0.2], [0.8, 0.8]], [255, 0, 0]);
  const { data, info } = await exportedMask(editor, join(folder, 'mask.png'));
  expect([info.width, info.height]).toEqual([600, 400]);
  expect([data[80 * 600 + 480], data[80 * 600 + 120], data[320 * 600 + 480]]).toEqual([255, 0, 0]);
});
