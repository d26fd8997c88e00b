import { expect, test } from './support/application.ts';
import type { Editor } from './support/editor.ts';
import { quarters, writeFlag } from './support/flags.ts';
import { drawn, expectColour } from './support/pixels.ts';
import { writePng } from './support/pictures.ts';

async function upscaled(launch: (files: readonly string[]) => Promise<Editor>, path: string): Promise<Editor> {
  const editor = await launch([path]);
  await editor.choose('Quick');
  await editor.runButton().click();
  await expect(editor.done()).toBeVisible();
  return editor;
}

const way = (editor: Editor, name: string) => editor.page.getByRole('button', { name, exact: true });
const picture = (editor: Editor) => editor.canvas().evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

/** Which of the flag's colours is nearest: an upscaler rings beside hard edges. */
async function quarterAt(editor: Editor, x: number, y: number): Promise<number> {
  const seen = await editor.colourAt(x, y);
  const distances = quarters.map((colour) => Math.hypot(...colour.map((value, channel) => value - seen[channel]!)));
  return distances.indexOf(Math.min(...distances));
}

test('a slider turns, and moves up and down', async ({ launch, folder }) => {
  const editor = await upscaled(launch, await writePng(folder, 'grid.png', 90, 60));
  await expect(editor.split()).toHaveAttribute('aria-orientation', 'horizontal');
  await way(editor, 'Turn the comparison').click();
  await expect(editor.split()).toHaveAttribute('aria-orientation', 'vertical');
  await editor.split().press('Shift+ArrowUp');
  await expect(editor.split()).toHaveAttribute('aria-valuenow', '40');
  await editor.split().press('Home');
  await drawn(editor);
  const after = await picture(editor);
  const { x, y, width, height } = (await editor.split().boundingBox())!;
  await editor.page.mouse.move(x + width / 4, y + height * 0.75);
  await editor.page.mouse.down();
  await editor.page.mouse.move(x + width / 4, y + 2000, { steps: 4 });
  await editor.page.mouse.up();
  await expect(editor.split()).toHaveAttribute('aria-valuenow', '100');
  await expect.poll(() => picture(editor)).not.toBe(after);
});

test('side by side moves and zooms together; the sides can be chosen', async ({ launch, folder }) => {
  const editor = await upscaled(launch, await writeFlag(folder, 'flag.png', 120, 80));
  const { page } = editor;
  await page.keyboard.press('s');
  await expect(editor.split()).toHaveCount(0);
  await expect(page.locator('.side-label')).toHaveText(['Source', '1 Upscale']);
  const { width, height } = (await editor.canvas().boundingBox())!;
  const panes = [width / 4, (width * 3) / 4];
  for (const x of panes) {
    await expectColour(editor, [x - 20, height / 2 - 20], quarters[0], 6);
    await expectColour(editor, [x + 20, height / 2 + 20], quarters[3], 6);
  }
  // Zoomed in at the right pane's corner of the four colours, moved by the left one.
  const box = (await editor.canvas().boundingBox())!;
  await page.mouse.move(box.x + panes[1]!, box.y + height / 2);
  await page.mouse.wheel(0, -600);
  await expect(page.getByLabel('Zoom', { exact: true })).toHaveText(/^\d,?\d{2,3}%$/);
  await page.mouse.move(box.x + panes[0]!, box.y + height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + panes[0]! + 60, box.y + height / 2, { steps: 3 });
  await page.mouse.up();
  for (const x of panes) {
    await expect.poll(() => quarterAt(editor, x + 10, height / 2 - 50)).toBe(0);
    await expect.poll(() => quarterAt(editor, x + 110, height / 2 - 50)).toBe(1);
  }
  await page.getByLabel('B', { exact: true }).selectOption('Source');
  await expect(page.locator('.side-label')).toHaveText(['Source', 'Source']);
});

test('the difference of a picture with itself is black, and a gain multiplies what there is', async ({ launch, folder }) => {
  const editor = await upscaled(launch, await writePng(folder, 'grid.png', 96, 64));
  const { page } = editor;
  await page.keyboard.press('d');
  await page.keyboard.press('1');
  const gain = page.getByLabel('Gain');
  await gain.selectOption('1');
  const values = () =>
    editor.canvas().evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      return [...(canvas as HTMLCanvasElement).getContext('2d')!.getImageData(width / 2 - 60, height / 2 - 40, 120, 80).data];
    });
  const settled = async () => {
    await drawn(editor);
    return values();
  };
  const once = await settled();
  const strongest = Math.max(...once.filter((_, index) => index % 4 !== 3));
  expect(strongest).toBeGreaterThan(8);
  for (const press of [1, 2, 3]) {
    await page.keyboard.press('.');
    await expect(gain).toHaveValue(String(2 ** press));
  }
  await expect.poll(async () => Math.max(...(await values()).filter((_, index) => index % 4 !== 3))).toBeGreaterThan(strongest);
  const eightfold = await settled();
  const wrong = once.filter((value, index) => index % 4 !== 3 && Math.abs(Math.min(255, value * 8) - eightfold[index]!) > 2);
  expect(wrong).toEqual([]);

  await page.getByLabel('B', { exact: true }).selectOption('Source');
  await expect.poll(async () => Math.max(...(await values()).filter((_, index) => index % 4 !== 3))).toBe(0);
});

test('the read-out gives the values of both sides', async ({ launch, folder }) => {
  const editor = await upscaled(launch, await writeFlag(folder, 'flag.png', 120, 80));
  const { x, y, width, height } = (await editor.canvas().boundingBox())!;
  await editor.page.mouse.move(x + width / 2 + 60, y + height / 2 + 40);
  const text = editor.page.getByLabel('Pixel', { exact: true });
  await expect(text).toHaveText(/^x \d+ {2}y \d+ {3}220 200 90 {2}#dcc85a {3}\d+ \d+ \d+ {2}#[0-9a-f]{6}$/);
});
