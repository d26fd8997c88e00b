/** @file Painting on the canvas, and what its overlay shows of a mask. */
import sharp from 'sharp';
import { expect } from './application.ts';
import type { Editor } from './editor.ts';

export type Point = readonly [x: number, y: number];
export type Size = { readonly width: number; readonly height: number };

/** Where parts of the picture, 0 to 1, stand on the canvas, in CSS pixels from its corner: it is fitted, 24 device pixels from the border. */
export async function onCanvas(editor: Editor, { width, height }: Size, parts: readonly Point[]): Promise<Point[]> {
  const box = (await editor.canvas().boundingBox())!;
  const zoom = Math.min((box.width - 48) / width, (box.height - 48) / height, 2);
  return parts.map(([x, y]) => [box.width / 2 + (x - 0.5) * width * zoom, box.height / 2 + (y - 0.5) * height * zoom]);
}

export async function drag(editor: Editor, size: Size, parts: readonly Point[]): Promise<void> {
  const box = (await editor.canvas().boundingBox())!;
  const [first, ...rest] = await onCanvas(editor, size, parts);
  await editor.page.mouse.move(box.x + first![0], box.y + first![1]);
  await editor.page.mouse.down();
  for (const [x, y] of rest) await editor.page.mouse.move(box.x + x, box.y + y, { steps: 8 });
  await editor.page.mouse.up();
}

/** How much of the mask covers points of the picture, as the overlay has it: 0 to 255. */
export async function coverage(editor: Editor, size: Size, parts: readonly Point[]): Promise<number[]> {
  const points = await onCanvas(editor, size, parts);
  return editor.page.locator('.mask-canvas').evaluate((canvas, at) => {
    const context = (canvas as HTMLCanvasElement).getContext('2d')!;
    return at.map(([x, y]) => context.getImageData(Math.round(x! * devicePixelRatio), Math.round(y! * devicePixelRatio), 1, 1).data[3]!);
  }, points);
}

export const expectCoverage = (editor: Editor, size: Size, parts: readonly Point[], expected: readonly number[]) => expect.poll(() => coverage(editor, size, parts)).toEqual(expected);

/** Saves the mask of the step by its menu and gives the file's grey values. */
export async function exportedMask(editor: Editor, file: string) {
  await editor.answerSaveDialog(file);
  await editor.page.getByRole('button', { name: 'More for the mask' }).click();
  await editor.page.getByRole('menuitem', { name: 'Export as PNG…' }).click();
  await expect(editor.page.getByText(`The mask was saved as ${file}.`, { exact: true })).toBeVisible();
  return sharp(file).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
}
