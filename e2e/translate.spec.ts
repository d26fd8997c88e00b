import { resolve } from 'node:path';
import { expect, test } from './support/application.ts';
import { drawn } from './support/pixels.ts';

/** 600 × 400 pixels. */
const photograph = resolve('assets/samples/coffee.jpg');

test('strength mixes what the preview has, at once and without showing the picture as it was in between', async ({ launch }) => {
  const editor = await launch([photograph]);
  const { page } = editor;
  await page.getByRole('button', { name: 'Add step' }).click();
  await page.getByRole('menuitem', { name: 'Translate' }).click();
  const other = page.locator('.step-name').filter({ hasText: 'Upscale' });
  await other.click();
  await other.press('Delete');
  await expect(page.getByRole('list', { name: 'Steps of this picture' }).getByRole('listitem')).toHaveText([/Translate/]);
  // Beside the handle between before and after, which a preview brings up.
  const { width, height } = (await editor.canvas().boundingBox())!;
  const seen = async () => (await editor.colourAt(width * 0.62, height * 0.4)).slice(0, 3);
  const apart = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((value, channel) => Math.abs(value - b[channel]!)));
  await drawn(editor);
  const before = await seen();
  await expect.poll(async () => apart(await seen(), before)).toBeGreaterThan(40);
  await expect(page.getByTestId('preview-status')).toBeEmpty();
  const night = await seen();

  // Every frame from the change on, until well after a preview would begin anew.
  const watched = page.evaluate(
    ([x, y]) =>
      new Promise<number[][]>((done) => {
        const canvas = document.querySelector<HTMLCanvasElement>('canvas[role=application]')!;
        const frames: number[][] = [];
        const until = performance.now() + 1500;
        const look = () => {
          frames.push([...canvas.getContext('2d')!.getImageData(x! * devicePixelRatio, y! * devicePixelRatio, 1, 1).data].slice(0, 3));
          if (performance.now() < until) requestAnimationFrame(look);
          else done(frames);
        };
        look();
      }),
    [width * 0.62, height * 0.4] as const,
  );
  await page.getByRole('spinbutton', { name: 'Strength' }).fill('50');
  const mixed = before.map((value, channel) => (value + night[channel]!) / 2);
  await expect.poll(async () => apart(await seen(), mixed)).toBeLessThanOrEqual(4);
  for (const frame of await watched) expect(apart(frame, before)).toBeGreaterThan(10);
});

test('choosing a look far down in the panel leaves the window where it is', async ({ launch }) => {
  const editor = await launch([photograph]);
  const { page } = editor;
  await page.getByRole('button', { name: 'Add step' }).click();
  await page.getByRole('menuitem', { name: 'Translate' }).click();
  const look = page.getByRole('radio', { name: 'Dim streets' });
  await look.check();
  await expect(look).toBeInViewport();
  await page.keyboard.press('ArrowLeft');
  await expect(look).not.toBeChecked();
  const scrolled = () => page.evaluate(() => [document.documentElement, document.body, document.querySelector('#root')!].map((element) => element.scrollTop));
  expect(await scrolled()).toEqual([0, 0, 0]);
  await page.getByRole('button', { name: 'Add step' }).focus();
  await page.keyboard.press('Shift+Tab');
  expect(await scrolled()).toEqual([0, 0, 0]);
});
