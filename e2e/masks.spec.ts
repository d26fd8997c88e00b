import { join, resolve } from 'node:path';
import type { Locator } from '@playwright/test';
import sharp from 'sharp';
import { expect, test } from './support/application.ts';
import type { Editor } from './support/editor.ts';
import { seenAt } from './support/pixels.ts';

/** 600 × 400 pixels. */
const photograph = resolve('assets/samples/coffee.jpg');
const [width, height] = [600, 400];

const overlay = ({ page }: Editor): Locator => page.locator('.mask-canvas');
const undo = ({ page }: Editor): Locator => page.getByRole('button', { name: /^Undo/ });

type Point = readonly [x: number, y: number];

/** Where parts of the picture, 0 to 1, stand on the canvas, in CSS pixels from its corner: it is fitted, 24 device pixels from the border. */
async function onCanvas(editor: Editor, parts: readonly Point[]): Promise<Point[]> {
  const box = (await editor.canvas().boundingBox())!;
  const zoom = Math.min((box.width - 48) / width, (box.height - 48) / height, 2);
  return parts.map(([x, y]) => [box.width / 2 + (x - 0.5) * width * zoom, box.height / 2 + (y - 0.5) * height * zoom]);
}

async function drag(editor: Editor, parts: readonly Point[]): Promise<void> {
  const box = (await editor.canvas().boundingBox())!;
  const [first, ...rest] = await onCanvas(editor, parts);
  await editor.page.mouse.move(box.x + first![0], box.y + first![1]);
  await editor.page.mouse.down();
  for (const [x, y] of rest) await editor.page.mouse.move(box.x + x, box.y + y, { steps: 8 });
  await editor.page.mouse.up();
}

/** How much of the mask covers points of the picture, as the overlay has it: 0 to 255. */
async function coverage(editor: Editor, parts: readonly Point[]): Promise<number[]> {
  const points = await onCanvas(editor, parts);
  return overlay(editor).evaluate((canvas, at) => {
    const context = (canvas as HTMLCanvasElement).getContext('2d')!;
    return at.map(([x, y]) => context.getImageData(Math.round(x! * devicePixelRatio), Math.round(y! * devicePixelRatio), 1, 1).data[3]!);
  }, points);
}

const expectCoverage = (editor: Editor, parts: readonly Point[], expected: readonly number[]) => expect.poll(() => coverage(editor, parts)).toEqual(expected);

async function begin(launch: (files: readonly string[]) => Promise<Editor>): Promise<Editor> {
  const editor = await launch([photograph]);
  await editor.page.getByRole('checkbox', { name: 'Preview what is in sight' }).uncheck();
  await editor.choose('Quick');
  await editor.page.keyboard.press('Control+.');
  return editor;
}

async function runAndSave(editor: Editor, path: string): Promise<Buffer> {
  await editor.runButton().click();
  await expect(editor.done()).toBeVisible({ timeout: 60_000 });
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
  await page.getByRole('button', { name: 'More for the mask' }).click();
  await page.getByRole('menuitem', { name: 'Clear' }).click();
  const plain = await runAndSave(editor, join(folder, 'plain.png'));
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

  const file = join(folder, 'mask.png');
  await editor.answerSaveDialog(file);
  await page.getByRole('button', { name: 'More for the mask' }).click();
  await page.getByRole('menuitem', { name: 'Export as PNG…' }).click();
  await expect(page.getByText(`The mask was saved as ${file}.`, { exact: true })).toBeVisible();
  const { data, info } = await sharp(file).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
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
  await expect(undo(editor)).toHaveAccessibleName('Undo selection', { timeout: 60_000 });
  await expect.poll(async () => (await coverage(editor, [[0.05, 0.05], [0.5, 0.5], [0.6, 0.5], [0.5, 0.6], [0.6, 0.6]])).filter((value) => value === 255).length).toBeGreaterThan(0);
});
