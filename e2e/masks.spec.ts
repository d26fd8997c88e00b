import { join, resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, test } from './support/application.ts';
import type { Editor } from './support/editor.ts';
import * as masks from './support/masks.ts';
import type { Point } from './support/masks.ts';
import { seenAt } from './support/pixels.ts';

/** 600 × 400 pixels. */
const photograph = resolve('assets/samples/coffee.jpg');
const [width, height] = [600, 400];

const undo = ({ page }: Editor): Locator => page.getByRole('button', { name: /^Undo/ });
const size = { width, height };
const onCanvas = (editor: Editor, parts: readonly Point[]) => masks.onCanvas(editor, size, parts);
const drag = (editor: Editor, parts: readonly Point[]) => masks.drag(editor, size, parts);
const coverage = (editor: Editor, parts: readonly Point[]) => masks.coverage(editor, size, parts);
const expectCoverage = (editor: Editor, parts: readonly Point[], expected: readonly number[]) => masks.expectCoverage(editor, size, parts, expected);

async function begin(launch: (files: readonly string[]) => Promise<Editor>): Promise<Editor> {
  const editor = await launch([photograph]);
  await editor.page.getByRole('checkbox', { name: 'Preview what is in sight' }).uncheck();
  await editor.choose('Quick');
  await editor.page.keyboard.press('Control+.');
  return editor;
}

async function runAndSave(editor: Editor, path: string, run = () => editor.runButton().click()): Promise<Buffer> {
  await run();
  await expect(editor.done()).toBeVisible();
  await editor.answerSaveDialog(path);
  await editor.saveButton().click();
  await expect.poll(() => sharp(path).metadata().then(({ width: across }) => across, () => 0)).toBe(2 * width);
  return sharp(path).raw().toBuffer();
}

test('a painted mask shows, is undone and redone, and limits what a step does', async ({ launch, folder }) => {
  const editor = await begin(launch);
  const { page } = editor;
  await page.getByRole('button', { name: 'Brush', exact: true }).click();
  await page.getByRole('spinbutton', { name: 'Hardness' }).fill('100');
  await drag(editor, [[0.4, 0.5], [0.6, 0.5]]);
  const [middle, end, outside]: Point[] = [[0.5, 0.5], [0.6, 0.5], [0.5, 0.8]];
  await expectCoverage(editor, [middle!, end!, outside!], [255, 255, 0]);
  await expect(undo(editor)).toHaveAccessibleName('Undo painting');
  const [seen] = await seenAt(editor.canvas(), await onCanvas(editor, [middle!]));
  expect(seen![0]!).toBeGreaterThan(seen![1]! + 40);

  await page.keyboard.press('e');
  await drag(editor, [[0.5, 0.3], [0.5, 0.7]]);
  await expectCoverage(editor, [middle!, [0.42, 0.5]], [0, 255]);
  await page.keyboard.press('Control+z');
  await expectCoverage(editor, [middle!], [255]);
  await page.keyboard.press('Control+z');
  await expectCoverage(editor, [middle!], [0]);
  await page.keyboard.press('Control+Shift+z');
  await expectCoverage(editor, [middle!, outside!], [255, 0]);

  const masked = await runAndSave(editor, join(folder, 'masked.png'));
  // What the step made is seen without the tint, unless the eraser has to be told what there is.
  const made: Point = [0.59, 0.5];
  await expectCoverage(editor, [made], [255]);
  await page.keyboard.press('b');
  await expectCoverage(editor, [made], [0]);
  await page.getByRole('button', { name: 'More for the mask' }).click();
  await page.getByRole('menuitem', { name: 'Clear' }).click();
  await expect(editor.done()).toBeHidden();
  // The menu's button has the focus again, and its own Enter does not come first.
  const plain = await runAndSave(editor, join(folder, 'plain.png'), () => page.keyboard.press('Control+Enter'));
  await expect(page.getByText('The mask is empty: the picture was only resized.')).toBeVisible();
  let [top, bottom, left, right] = [Infinity, -1, Infinity, -1];
  for (let index = 0; index < plain.length; index += 1) {
    if (plain[index] === masked[index]) continue;
    const [x, y] = [Math.floor(index / 3) % (2 * width), Math.floor(index / 3 / (2 * width))];
    [top, bottom, left, right] = [Math.min(top, y), Math.max(bottom, y), Math.min(left, x), Math.max(right, x)];
  }
  // A brush of 80 pixels from 240 to 360 across, at 200 down; all twice as large.
  expect(Math.abs(top - 320)).toBeLessThanOrEqual(6);
  expect(Math.abs(bottom - 480)).toBeLessThanOrEqual(6);
  expect(Math.abs(left - 400)).toBeLessThanOrEqual(6);
  expect(Math.abs(right - 800)).toBeLessThanOrEqual(6);
});

test('shapes, the wand, an object and the edge of a mask', async ({ launch, folder }) => {
  const editor = await begin(launch);
  const { page } = editor;
  await page.keyboard.press('m');
  await drag(editor, [[0.1, 0.1], [0.3, 0.4]]);
  await expectCoverage(editor, [[0.2, 0.2], [0.4, 0.2]], [255, 0]);
  await page.keyboard.press('u');
  await drag(editor, [[0.6, 0.1], [0.8, 0.5]]);
  await expectCoverage(editor, [[0.7, 0.3], [0.61, 0.12]], [255, 0]);
  await page.keyboard.press('l');
  await drag(editor, [[0.5, 0.6], [0.7, 0.6], [0.6, 0.9], [0.5, 0.6]]);
  await expectCoverage(editor, [[0.6, 0.7], [0.52, 0.85]], [255, 0]);
  await page.keyboard.press('g');
  const box = (await editor.canvas().boundingBox())!;
  for (const [x, y] of await onCanvas(editor, [[0.1, 0.6], [0.3, 0.6], [0.2, 0.9]])) await page.mouse.click(box.x + x, box.y + y);
  await page.keyboard.press('Enter');
  await expectCoverage(editor, [[0.2, 0.7], [0.12, 0.85]], [255, 0]);

  await page.getByRole('checkbox', { name: 'Invert' }).check();
  await expectCoverage(editor, [[0.2, 0.7], [0.12, 0.85]], [0, 255]);
  await page.keyboard.press('b');
  await drag(editor, [[0.2, 0.7], [0.2, 0.72]]);
  await expectCoverage(editor, [[0.2, 0.7]], [255]);

  const { data, info } = await masks.exportedMask(editor, join(folder, 'mask.png'));
  expect([info.width, info.height, info.channels]).toEqual([width, height, 1]);
  const at = (x: number, y: number) => data[Math.round(y * height) * width + Math.round(x * width)];
  expect([at(0.2, 0.2), at(0.4, 0.2)]).toEqual([0, 255]);

  await page.getByRole('button', { name: 'More for the mask' }).click();
  await page.getByRole('menuitem', { name: 'Clear' }).click();
  await page.keyboard.press('a');
  const [place] = await onCanvas(editor, [[0.5, 0.5]]);
  await page.mouse.click(box.x + place![0], box.y + place![1]);
  await expectCoverage(editor, [[0.5, 0.5]], [255]);
  await page.keyboard.press('Control+z');
  await expectCoverage(editor, [[0.5, 0.5]], [0]);
  await page.keyboard.press('o');
  await drag(editor, [[0.2, 0.1], [0.9, 0.9]]);
  await expect(undo(editor)).toHaveAccessibleName('Undo selection');
  await expect.poll(async () => (await coverage(editor, [[0.05, 0.05], [0.5, 0.5], [0.6, 0.5], [0.5, 0.6], [0.6, 0.6]])).filter((value) => value === 255).length).toBeGreaterThan(0);
});

/** In one call, for each would take long on a busy machine. */
const pressHundredTimes = (page: Page, keys: { key: string; ctrlKey: true; shiftKey?: true }) =>
  page.evaluate((event) => {
    for (let count = 0; count < 100; count += 1) document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { ...event, code: 'KeyZ', bubbles: true, cancelable: true }));
  }, keys);

test('a hundred strokes are undone one by one and redone, and a mask goes to other pictures', async ({ launch, folder }) => {
  test.slow();
  const other = join(folder, 'other.png');
  await sharp(photograph).resize(300, 200).png().toFile(other);
  const editor = await launch([photograph, other]);
  const { page } = editor;
  await page.getByRole('checkbox', { name: 'Preview what is in sight' }).uncheck();
  await editor.choose('Quick');
  await editor.picture('coffee.jpg').click();
  await editor.choose('Quick');
  await page.keyboard.press('Control+.');
  await page.keyboard.press('b');
  await page.getByRole('spinbutton', { name: 'Size' }).fill('20');
  const places = Array.from({ length: 101 }, (_, index): Point => [0.05 + 0.08 * (index % 12), 0.08 + 0.09 * Math.floor(index / 12)]);
  const box = (await editor.canvas().boundingBox())!;
  for (const [x, y] of await onCanvas(editor, places)) await page.mouse.click(box.x + x, box.y + y);
  await expectCoverage(editor, [places[0]!, places[1]!, places[100]!], [255, 255, 255]);
  await pressHundredTimes(page, { key: 'z', ctrlKey: true });
  // The last hundred edits: the first stroke stays.
  await expectCoverage(editor, [places[0]!, places[1]!, places[100]!], [255, 0, 0]);
  await pressHundredTimes(page, { key: 'Z', ctrlKey: true, shiftKey: true });
  await expectCoverage(editor, [places[0]!, places[1]!, places[100]!], [255, 255, 255]);

  await page.getByRole('button', { name: 'More for the mask' }).click();
  await page.getByRole('menuitem', { name: 'Copy to the other pictures' }).click();
  await expect(page.getByText('Copied to 1 picture.', { exact: true })).toBeVisible();
  await editor.picture('other.png').click();
  const small = { width: 300, height: 200 };
  await masks.expectCoverage(editor, small, [places[0]!, places[100]!, [0.5, 0.95]], [255, 255, 0]);
});

test('the alpha of another picture is taken in, and limits a picture with alpha and one of 16 bits', async ({ launch, folder }) => {
  const [wide, high] = [120, 80];
  const square = { input: { create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 1 } } }, left: 20, top: 20 } as const;
  const file = join(folder, 'alpha.png');
  await sharp({ create: { width: wide, height: high, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).composite([square]).png().toFile(file);
  const values = Uint16Array.from({ length: wide * high * 4 }, (_, at) => (at % 4 === 3 ? 65535 - (at % 97) * 300 : (at * 2654435761) % 65536));
  const deep = join(folder, 'deep.png');
  await sharp(values, { raw: { width: wide, height: high, channels: 4 } }).toColourspace('rgb16').png().toFile(deep);
  const editor = await launch([deep]);
  const { page } = editor;
  await page.getByRole('checkbox', { name: 'Preview what is in sight' }).uncheck();
  await editor.choose('Quick');
  await page.keyboard.press('Control+.');
  await page.keyboard.press('b');
  await editor.answerOpenDialog([file]);
  await page.getByRole('button', { name: 'More for the mask' }).click();
  await page.getByRole('menuitem', { name: 'Add the alpha of a picture file…' }).click();
  const parts: Point[] = [[40 / wide, 40 / high], [100 / wide, 40 / high]];
  await masks.expectCoverage(editor, { width: wide, height: high }, parts, [255, 0]);

  const saved = async (name: string) => {
    await editor.runButton().click();
    await expect(editor.done()).toBeVisible();
    const path = join(folder, name);
    await editor.answerSaveDialog(path);
    await editor.saveButton().click();
    await expect.poll(() => sharp(path).metadata().then(({ width: across }) => across, () => 0)).toBe(2 * wide);
    const { depth, channels } = await sharp(path).metadata();
    expect([depth, channels]).toEqual(['ushort', 4]);
    const raw = await sharp(path).toColourspace('rgb16').raw({ depth: 'ushort' }).toBuffer();
    return new Uint16Array(raw.buffer, raw.byteOffset, raw.length / 2);
  };
  const masked = await saved('masked.png');
  await page.getByRole('button', { name: 'More for the mask' }).click();
  await page.getByRole('menuitem', { name: 'Clear' }).click();
  await expect(editor.done()).toBeHidden();
  const plain = await saved('plain.png');
  const differs = (x: number, y: number) => [0, 1, 2, 3].some((channel) => masked[(y * 2 * wide + x) * 4 + channel] !== plain[(y * 2 * wide + x) * 4 + channel]);
  let outside = 0;
  for (let y = 0; y < 2 * high; y += 1) for (let x = 0; x < 2 * wide; x += 1) if ((x < 36 || x > 124 || y < 36 || y > 124) && differs(x, y)) outside += 1;
  expect(outside).toBe(0);
  expect(differs(80, 80)).toBe(true);
});
