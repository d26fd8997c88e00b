/** @file What stands on the canvas and on the screen, as numbers. */
import type { Locator } from '@playwright/test';
import sharp from 'sharp';
import { expect } from './application.ts';
import type { Editor } from './editor.ts';

export type Rgb = readonly number[];

/** Waits until the canvas shows all that it was told to show: every tile, sharp and at rest. */
export async function drawn({ page, canvas }: Editor): Promise<void> {
  // What was just told is seen by the frame after.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(canvas()).toHaveAttribute('aria-busy', 'false');
}

/** Red, green and blue of what the user sees at a point of the canvas, in CSS pixels from its corner, whatever lies over it. */
export async function seenAt(canvas: Locator, points: readonly (readonly [x: number, y: number])[]): Promise<Rgb[]> {
  const { data, info } = await sharp(await canvas.screenshot()).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return points.map(([x, y]) => {
    const at = (Math.round(y) * info.width + Math.round(x)) * info.channels;
    return [...data.subarray(at, at + 3)];
  });
}

/** Waits until a point of the canvas has a colour, give or take `tolerance` in each channel. */
export async function expectColour(editor: Editor, [x, y]: readonly [number, number], expected: Rgb, tolerance = 2): Promise<void> {
  await expect
    .poll(async () => {
      const seen = (await editor.colourAt(x, y)).slice(0, 3);
      return seen.every((value, channel) => Math.abs(value - expected[channel]!) <= tolerance) ? 'as expected' : seen.join(' ');
    })
    .toBe('as expected');
}
