import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { expect, test } from './support/application.ts';
import type { Editor } from './support/editor.ts';
import * as masks from './support/masks.ts';
import type { Point } from './support/masks.ts';
import { drawn, seenAt } from './support/pixels.ts';

/** 600 × 400 pixels. */
const photograph = resolve('assets/samples/coffee.jpg');
const size = { width: 600, height: 400 };
const [from, to]: [Point, Point] = [[0.44, 0.42], [0.56, 0.58]];
/** What every test asks of the canvas: twelve points in the hole. */
const places = Array.from({ length: 12 }, (_, index): Point => [0.46 + 0.02 * (index % 4), 0.45 + 0.04 * Math.floor(index / 4)]);

async function seen(editor: Editor): Promise<string> {
  return JSON.stringify(await seenAt(editor.canvas(), await masks.onCanvas(editor, size, places)));
}

async function begin(launch: (files: readonly string[]) => Promise<Editor>, file: string): Promise<Editor> {
  const editor = await launch([file]);
  const { page } = editor;
  await page.getByRole('checkbox', { name: 'Preview what is in sight' }).uncheck();
  await page.getByRole('button', { name: 'Add step' }).click();
  await page.getByRole('menuitem', { name: 'Inpaint' }).click();
  await page.locator('.step-name').filter({ hasText: 'Upscale' }).click();
  await page.locator('.step-name').filter({ hasText: 'Upscale' }).press('Delete');
  await expect(page.locator('.step-name')).toContainText(['Inpaint']);
  return editor;
}

async function maskMiddle(editor: Editor): Promise<void> {
  await editor.page.keyboard.press('m');
  await masks.drag(editor, size, [from, to]);
  // The canvas is read, which has no tint.
  await editor.page.getByRole('combobox', { name: 'Show mask as' }).selectOption('Hidden');
  await editor.page.keyboard.press('v');
}

test('a mask is filled on release, or on Enter where that is switched off, and tried again', async ({ launch }) => {
  test.slow();
  const editor = await begin(launch, photograph);
  const { page } = editor;
  const source = await seen(editor);
  await maskMiddle(editor);
  await expect.poll(() => seen(editor)).toBe(source);
  await page.keyboard.press('Enter');
  await expect.poll(() => seen(editor), { timeout: 60_000 }).not.toBe(source);
  const first = await seen(editor);

  await page.keyboard.press('Control+z');
  await expect.poll(() => seen(editor)).toBe(source);
  await page.getByRole('checkbox', { name: 'Preview what is in sight' }).check();
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => seen(editor), { timeout: 60_000 }).toBe(first);

  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Variant 2 of 20')).toBeVisible();
  await expect.poll(async () => [source, first].includes(await seen(editor)), { timeout: 60_000 }).toBe(false);
  await page.keyboard.press('y');
  await expect(page.getByText('Variant 3 of 20')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Variant 2 of 20')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Variant 1 of 20')).toBeVisible();
  await expect.poll(() => seen(editor), { timeout: 60_000 }).toBe(first);
});

test('a preview that was asked for comes, though a bar above the canvas changes the view meanwhile', async ({ launch }) => {
  test.slow();
  const editor = await begin(launch, photograph);
  const { page } = editor;
  await maskMiddle(editor);
  await page.keyboard.press('m');
  await drawn(editor);
  const [unfilled, place] = [await seen(editor), await editor.canvas().boundingBox()];
  await page.keyboard.press('v');
  await page.keyboard.press('Enter');
  await page.keyboard.press('m');
  await expect.poll(() => editor.canvas().boundingBox()).toEqual(place);
  await drawn(editor);
  await expect.poll(() => seen(editor), { timeout: 60_000 }).not.toBe(unfilled);
});

test('trying a result again runs it anew, and what lies beyond the mask stays byte for byte', async ({ launch, folder }) => {
  test.slow();
  const file = join(folder, 'coffee.png');
  await sharp(photograph).png().toFile(file);
  const editor = await begin(launch, file);
  const { page } = editor;
  await maskMiddle(editor);
  const saved = async (name: string) => {
    await expect(editor.done()).toBeVisible({ timeout: 60_000 });
    const path = join(folder, name);
    await editor.answerSaveDialog(path);
    await editor.saveButton().click();
    await expect.poll(() => sharp(path).metadata().then(({ width }) => width, () => 0)).toBe(size.width);
    return sharp(path).raw().toBuffer();
  };
  await editor.runButton().click();
  const first = await saved('first.png');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Variant 2 of 20')).toBeVisible();
  await expect(editor.done()).toBeVisible({ timeout: 60_000 });
  const second = await saved('second.png');
  expect(second.equals(first)).toBe(false);
  const source = await sharp(file).raw().toBuffer();
  for (const filled of [first, second]) {
    const changed = Array.from(source.keys()).filter((at) => source[at] !== filled[at]).map((at) => Math.floor(at / 3));
    expect(changed.length).toBeGreaterThan(1000);
    const [columns, rows] = [changed.map((pixel) => pixel % size.width), changed.map((pixel) => Math.floor(pixel / size.width))];
    expect(Math.min(...columns.slice(0, 5000))).toBeGreaterThanOrEqual(from[0] * size.width - 3);
    expect(Math.max(...columns.slice(0, 5000))).toBeLessThanOrEqual(to[0] * size.width + 3);
    expect(rows[0]).toBeGreaterThanOrEqual(from[1] * size.height - 3);
    expect(rows.at(-1)).toBeLessThanOrEqual(to[1] * size.height + 3);
  }
});
