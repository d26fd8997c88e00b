import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from './support/application.ts';
import type { Editor } from './support/editor.ts';
import { quarters, writeFlag, writePlaces } from './support/flags.ts';
import { drawn, expectColour, seenAt } from './support/pixels.ts';

const zoom = (editor: Editor) => editor.page.getByLabel('Zoom', { exact: true });
const readOut = (editor: Editor) => editor.page.getByLabel('Pixel', { exact: true });
const middle = async (editor: Editor) => {
  const { width, height } = (await editor.canvas().boundingBox())!;
  return { x: width / 2, y: height / 2, width, height };
};

test('the wheel zooms to the pointer, a pinch and lines too; keys fit, fill and show 100 and 200 %', async ({ launch, folder }) => {
  const editor = await launch([await writeFlag(folder, 'flag.png', 3000, 2000)]);
  const { page } = editor;
  const { x, y } = await middle(editor);
  await expectColour(editor, [x - 30, y - 30], quarters[0]);
  await expectColour(editor, [x + 30, y + 30], quarters[3]);

  await page.keyboard.press('1');
  await expect(zoom(editor)).toHaveText('100%');
  await page.keyboard.press('2');
  await expect(zoom(editor)).toHaveText('200%');
  await page.keyboard.press('f');
  await expectColour(editor, [2, 2], quarters[0]);
  await page.keyboard.press('0');
  await expect.poll(async () => (await editor.colourAt(2, 2))[3]).toBe(0);

  // Over the corner where the quarters meet, so that all four stay in sight whatever the zoom.
  const box = (await editor.canvas().boundingBox())!;
  await page.keyboard.press('1');
  await expect(zoom(editor)).toHaveText('100%');
  await editor.canvas().focus();
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press('ArrowRight');
  const corner = { x: x - 120, y };
  await page.mouse.move(box.x + corner.x, box.y + corner.y);
  for (const [deltaY, mode] of [[-240, 'pixels'], [-6, 'lines'], [-30, 'pinch']] as const) {
    await drawn(editor);
    const before = await zoom(editor).textContent();
    await editor.canvas().evaluate(
      (canvas, [delta, kind, left, top]) => {
        canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: delta, deltaMode: kind === 'lines' ? 1 : 0, ctrlKey: kind === 'pinch', clientX: left, clientY: top, bubbles: true, cancelable: true }));
      },
      [deltaY, mode, box.x + corner.x, box.y + corner.y] as const,
    );
    await expect(zoom(editor)).not.toHaveText(before!);
    await expectColour(editor, [corner.x - 9, corner.y - 9], quarters[0]);
    await expectColour(editor, [corner.x + 9, corner.y - 9], quarters[1]);
    await expectColour(editor, [corner.x - 9, corner.y + 9], quarters[2]);
    await expectColour(editor, [corner.x + 9, corner.y + 9], quarters[3]);
  }
});

test('from 800 % on a grid shows the pixels, and the read-out names each', async ({ launch, folder }) => {
  const editor = await launch([await writePlaces(folder, 'places.png', 90, 60)]);
  const { page } = editor;
  const { x, y } = await middle(editor);
  const box = (await editor.canvas().boundingBox())!;
  await page.keyboard.press('2');
  for (let step = 0; step < 4; step++) await page.keyboard.press('+');
  await expect(zoom(editor)).toHaveText('1,013%');
  // The middle of the picture is the corner of pixel 45, 30; a square is 10.125 pixels wide.
  await drawn(editor);
  const [line, inside] = await seenAt(editor.canvas(), [[x, y + 5], [x + 5, y + 5]]);
  expect(line).not.toEqual(inside);
  await page.mouse.move(box.x + x + 5, box.y + y + 5);
  await expect(readOut(editor)).toHaveText(/^x 45 {2}y 30 {3}45 30 77 128 {2}#2d1e4d80/);
  await page.mouse.move(box.x + x - 6, box.y + y + 16);
  await expect(readOut(editor)).toHaveText(/^x 44 {2}y 31 {3}44 31 77 255 {2}#2c1f4dff/);
  await page.mouse.move(box.x + 3, box.y + 3);
  await expect(readOut(editor)).toBeHidden();
});

test('rulers count picture pixels, the navigator moves the view, and both go by key', async ({ launch, folder }) => {
  const editor = await launch([await writeFlag(folder, 'flag.png', 3000, 2000)]);
  const { page } = editor;
  const { x, y } = await middle(editor);
  await page.keyboard.press('1');
  await page.keyboard.press('r');
  await page.keyboard.press('n');
  await expect(page.getByRole('button', { name: 'Rulers' })).toHaveAttribute('aria-pressed', 'true');
  // At 100 % the middle of the picture is pixel 1500: a labelled mark stands there, from top to bottom of the ruler.
  const ruler = () => page.locator('.ruler-across').evaluate((canvas, at) => {
    const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(Math.round(at as number), 2, 1, 1);
    const around = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(Math.round(at as number) - 7, 2, 1, 1).data;
    return data[0] !== around[0];
  }, x);
  await expect.poll(ruler).toBe(true);

  await expectColour(editor, [x - 20, y - 20], quarters[0]);
  const navigator = (await page.locator('.navigator canvas').boundingBox())!;
  await page.mouse.move(navigator.x + navigator.width * 0.5, navigator.y + navigator.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(navigator.x + navigator.width * 0.85, navigator.y + navigator.height * 0.85, { steps: 3 });
  await page.mouse.up();
  await expectColour(editor, [x - 20, y - 20], quarters[3]);
  await page.keyboard.press('n');
  await expect(page.locator('.navigator')).toHaveCount(0);
});

test('a drag moves the picture, with space held also over what lies on it', async ({ launch, folder }) => {
  const editor = await launch([await writeFlag(folder, 'flag.png', 3000, 2000)]);
  const { page } = editor;
  const box = (await editor.canvas().boundingBox())!;
  const { x, y } = await middle(editor);
  await page.keyboard.press('1');
  await page.keyboard.press('n');
  const navigator = (await page.locator('.navigator').boundingBox())!;
  const start = { x: navigator.x + 10, y: navigator.y + 10 };
  await expectColour(editor, [x + 20, y + 20], quarters[3]);
  await page.keyboard.down(' ');
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 70, start.y + 60, { steps: 3 });
  await page.mouse.up();
  await page.keyboard.up(' ');
  await expectColour(editor, [x + 20, y + 20], quarters[0]);
  // Beside the middle, where a preview brings up the handle between before and after.
  await page.mouse.move(box.x + x + 150, box.y + y);
  await page.mouse.down();
  await page.mouse.move(box.x + x + 80, box.y + y - 60, { steps: 3 });
  await page.mouse.up();
  await expectColour(editor, [x + 20, y + 20], quarters[3]);
});

test('Display P3 colours are right on an sRGB screen, and keep their own values', async ({ launch, folder }) => {
  const path = join(folder, 'wide.png');
  await sharp({ create: { width: 60, height: 40, channels: 3, background: { r: 200, g: 60, b: 40 } } }).withIccProfile('p3').png().toFile(path);
  const editor = await launch([path]);
  const { x, y } = await middle(editor);
  const box = (await editor.canvas().boundingBox())!;
  await expectColour(editor, [x, y], [200, 60, 40]);
  await editor.page.mouse.move(box.x + x, box.y + y);
  await expect(readOut(editor)).toHaveText(/185 71 50 {2}#b94732 P3/);
});
