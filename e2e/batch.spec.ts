import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from './support/application.ts';
import { BatchScreen } from './support/batch-screen.ts';
import { accessibilityFindings } from './support/axe.ts';
import type { Editor } from './support/editor.ts';
import { writeCorruptPng, writePng } from './support/pictures.ts';

const sizes = [[48, 36], [60, 40], [52, 52], [64, 30]] as const;

/** Pictures with subfolders: `count` of them, each of another size than the one before. */
async function writeTree(folder: string, count: number): Promise<string[]> {
  const names: string[] = [];
  for (let index = 0; index < count; index++) {
    const below = ['', 'one', join('one', 'deep')][index % 3]!;
    await mkdir(join(folder, below), { recursive: true });
    const name = join(below, `p${String(index).padStart(2, '0')}.png`);
    const [width, height] = sizes[index % sizes.length]!;
    await writePng(folder, name, width, height);
    names.push(name);
  }
  return names;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name).slice(folder.length + 1)).sort();
}
const doubled = (names: readonly string[]) => names.map((name) => name.replace(/\.png$/, '-2x.png')).sort();

/** The editor with a picture whose steps are one upscale, and folders beside it. */
async function begin(launch: (files?: readonly string[]) => Promise<Editor>, folder: string) {
  const [input, output] = [join(folder, 'input'), join(folder, 'output')];
  await Promise.all([mkdir(input), mkdir(output)]);
  const editor = await launch([await writePng(folder, 'open.png', 80, 60)]);
  await expect(editor.canvas()).toBeVisible();
  await editor.choose('Quick', '2×');
  const batch = new BatchScreen(editor);
  return { editor, page: editor.page, batch, input, output };
}

test('a batch that starts comes into sight in a small window', async ({ launch, folder }) => {
  const { page, batch, input, output } = await begin(launch, folder);
  await writeTree(input, 2);
  await page.setViewportSize({ width: 640, height: 480 });
  await batch.useOnFolder();
  await batch.addFolder(input);
  await batch.chooseOutput(output);
  await batch.start().click();
  await expect(batch.batches().first()).toBeInViewport();
  await expect(batch.shown().getByText(/^Done in/)).toBeVisible();
});

test('the steps of a picture go to a folder with subfolders; one corrupt file is named and tried again', async ({ launch, folder }) => {
  const { page, batch, input, output } = await begin(launch, folder);
  const names = await writeTree(input, 6);
  await writeCorruptPng(join(input, 'one'), 'letter.png');
  await batch.useOnFolder();
  await expect(batch.setup().getByRole('list', { name: 'Steps of the recipe' })).toContainText('Quick · 2×');
  await expect(batch.start()).toBeDisabled();
  await batch.addFolder(input);
  await batch.chooseOutput(output);
  await expect(batch.setup().getByText('For example photograph-2x.jpg')).toBeVisible();

  await batch.setup().getByRole('button', { name: 'Dry run…' }).click();
  const report = page.getByRole('dialog', { name: 'What would happen' });
  await expect(report.getByText(/^7 · /)).toBeVisible();
  expect(await filesBelow(output)).toEqual([]);
  await report.getByRole('button', { name: 'Start' }).click();

  await expect(batch.shown().getByText(/^Done in/)).toBeVisible();
  expect(await filesBelow(output)).toEqual(doubled(names));
  const { width, height } = await sharp(join(output, 'one', 'p01-2x.png')).metadata();
  expect([width, height]).toEqual([sizes[1][0] * 2, sizes[1][1] * 2]);

  await expect(batch.item('letter.png')).toHaveAccessibleName(/^letter\.png.*, The file is not a picture\./);
  await batch.item('letter.png').click();
  await expect(batch.shown().getByRole('alert')).toContainText('letter.png');
  await writePng(join(input, 'one'), 'letter.png', 40, 30);
  await batch.shown().getByRole('button', { name: 'Retry 1 failed' }).click();
  await expect(batch.item('letter.png')).toHaveAccessibleName(/^letter\.png.*, Done/);
  expect(await filesBelow(output)).toEqual(doubled([...names, join('one', 'letter.png')]));

  await batch.item('p00.png').click();
  await batch.shown().getByRole('button', { name: 'Before and after' }).click();
  const look = page.getByRole('dialog', { name: 'p00.png' });
  await expect(look.getByRole('slider', { name: 'Before and after' })).toBeVisible();
  await expect(look.getByText('48 × 36 → 96 × 72')).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
});

test('a batch pauses and resumes; one that was killed in the middle goes on and does nothing twice', async ({ launch, folder }) => {
  const { editor, batch, input, output } = await begin(launch, folder);
  // So many that neither Pause nor the kill comes after the last.
  const names = await writeTree(input, 240);
  await batch.useOnFolder();
  await batch.addFolder(input);
  await batch.chooseOutput(output);
  await batch.start().click();
  await expect.poll(async () => (await filesBelow(output)).length, { intervals: [20] }).toBeGreaterThan(0);
  await batch.shown().getByRole('button', { name: 'Pause' }).click();
  await expect(batch.shown().getByText('Paused', { exact: true })).toBeVisible();
  const whilePaused = (await filesBelow(output)).length;
  expect(whilePaused).toBeLessThan(names.length);
  await batch.shown().getByRole('button', { name: 'Resume' }).click();
  await expect.poll(async () => (await filesBelow(output)).length, { intervals: [20] }).toBeGreaterThan(whilePaused);

  editor.application.process().kill('SIGKILL');
  await editor.application.waitForEvent('close').catch(() => undefined);
  const before = new Map(await Promise.all((await filesBelow(output)).filter((name) => name.endsWith('-2x.png')).map(async (name) => [name, await readFile(join(output, name))] as const)));

  const again = new BatchScreen(await launch());
  await expect(again.editor.page.getByText('A batch was interrupted.', { exact: false }).first()).toBeVisible();
  await again.open();
  await again.shown().getByRole('button', { name: 'Continue' }).click();
  await expect(again.shown().getByText(/^Done in/)).toBeVisible();
  expect(await filesBelow(output)).toEqual(doubled(names));
  for (const [name, bytes] of before) expect((await readFile(join(output, name))).equals(bytes), name).toBe(true);
});

test('a recipe is kept, shared as a file and read again; a file that is no recipe is refused in place', async ({ launch, folder }) => {
  const { editor, page, batch } = await begin(launch, folder);
  await batch.useOnFolder();
  await batch.setup().getByLabel('Name of the recipe').fill('Twice as large');
  const choose = async (item: string) => {
    await batch.setup().getByRole('button', { name: 'More for the recipe' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('Save the recipe');
  await expect(batch.setup().getByLabel('Saved recipes')).toHaveValue('Twice as large');
  const shared = join(folder, 'twice.imago-recipe.json');
  await editor.answerSaveDialog(shared);
  await choose('Share as a file…');
  await expect.poll(async () => JSON.parse(await readFile(shared, 'utf8').catch(() => 'null')) as unknown).toMatchObject({ version: 1, name: 'Twice as large', steps: [{ operation: 'upscale', parameters: { model: 'quick', scale: 2 } }] });

  await writeFile(shared, JSON.stringify({ version: 1, name: 'Wrong', steps: [{ operation: 'upscale', parameters: { model: 'quick', scale: 5 } }] }));
  await editor.answerOpenDialog([shared]);
  await choose('Open a recipe file…');
  await expect(batch.setup().getByRole('alert')).toContainText('expected one of 2, 3, 4, 8 for scale');
  await writeFile(shared, JSON.stringify({ version: 1, name: 'Thrice', steps: [{ operation: 'upscale', parameters: { model: 'quick', scale: 3 } }] }));
  await choose('Open a recipe file…');
  await expect(batch.setup().getByLabel('Name of the recipe')).toHaveValue('Thrice');
  await expect(batch.setup().getByRole('alert')).toBeHidden();
  await expect(batch.setup().getByRole('list', { name: 'Steps of the recipe' })).toContainText('Quick · 3×');
});

test('a batch is set up from the steps of a picture and what is dropped on the screen', async ({ launch, folder }) => {
  const { editor, batch, input, output } = await begin(launch, folder);
  const single = await writePng(folder, 'single.png', 30, 20);
  await batch.useOnFolder();
  await expect(batch.setup().getByRole('list', { name: 'Steps of the recipe' })).toContainText('Quick · 2×');
  await editor.drop([input, single]);
  await expect(batch.sources()).toHaveCount(2);
  await expect(batch.sources().first().getByRole('img', { name: 'Folder' })).toBeVisible();
  await expect(batch.setup().getByText('For example single-2x.png')).toBeVisible();
  await editor.drop([single]);
  await expect(batch.sources()).toHaveCount(2);
  await batch.sources().last().getByRole('button').click();
  await expect(batch.sources()).toHaveCount(1);
  await expect(batch.start()).toBeDisabled();
  await batch.chooseOutput(output);
  await expect(batch.start()).toBeEnabled();
  await batch.setup().getByLabel('Name', { exact: true }).fill('{index}-{nmae}.{ext}');
  await expect(batch.setup().getByText('These words mean nothing here: {nmae}').first()).toBeVisible();
  await expect(batch.start()).toBeDisabled();
  expect(await accessibilityFindings(editor.page)).toEqual([]);
  await editor.page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(editor.pictures()).toHaveCount(1);
});

test('a batch that is done watches its folder from a click on, also after a restart, until another click', async ({ launch, folder }) => {
  const { editor, batch, input, output } = await begin(launch, folder);
  await writePng(input, 'first.png', 40, 30);
  await batch.useOnFolder();
  await batch.addFolder(input);
  await batch.chooseOutput(output);
  await batch.start().click();
  await expect(batch.shown().getByText(/^Done in/)).toBeVisible();
  await batch.watch().check();
  await expect(batch.shown().getByText('New pictures in the folders are taken as they come.', { exact: false })).toBeVisible();
  await writePng(input, 'second.png', 50, 30);
  await expect(batch.item('second.png')).toHaveAccessibleName(/^second\.png.*, Done/);

  await editor.application.close();
  await writePng(input, 'third.png', 60, 30);
  const again = new BatchScreen(await launch());
  await again.open();
  await again.batches().first().getByRole('button').first().click();
  await expect(again.watch()).toBeChecked();
  await expect(again.item('third.png')).toHaveAccessibleName(/^third\.png.*, Done/);
  await again.watch().click();
  await expect(again.watch()).not.toBeChecked();
  await expect(again.shown().getByText(/^Done in/)).toBeVisible();
  expect(await filesBelow(output)).toEqual(doubled(['first.png', 'second.png', 'third.png']));
});

test('a recipe is made by hand, with a rule for its mask that fits any picture', async ({ launch, folder }) => {
  const { editor, page, batch, input, output } = await begin(launch, folder);
  await writePng(input, 'pier.png', 40, 30);
  const masks = join(folder, 'masks');
  await mkdir(masks);
  await sharp({ create: { width: 40, height: 30, channels: 3, background: '#000' } }).composite([{ input: { create: { width: 6, height: 5, channels: 3, background: '#fff' } }, left: 20, top: 10 }]).toFile(join(masks, 'pier.png'));
  await batch.open();
  await batch.setup().getByRole('button', { name: 'Add step' }).click();
  await page.getByRole('menuitem', { name: 'Inpaint' }).click();
  await batch.addFolder(input);
  await batch.chooseOutput(output);
  await expect(batch.start()).toBeDisabled();
  await editor.answerOpenDialog([join(masks, 'pier.png')]);
  await batch.setup().getByLabel('Mask', { exact: true }).selectOption('From a file…');
  await batch.setup().getByLabel('Mask file').fill(join(masks, '{name}.png'));
  await expect(batch.setup().getByText('{name} stands for the name of the picture')).toBeVisible();
  await batch.start().click();
  await expect(batch.shown().getByText(/^Done in/)).toBeVisible();
  await expect(batch.shown().getByText(/failed/)).toHaveCount(0);
  const [before, after] = await Promise.all([join(input, 'pier.png'), join(output, 'pier-1x.png')].map((path) => sharp(path).raw().toBuffer()));
  const { width, channels } = await sharp(join(output, 'pier-1x.png')).toBuffer({ resolveWithObject: true }).then(({ info }) => info);
  const changed = [...after!.keys()].filter((at) => after![at] !== before![at]).map((at) => Math.floor(at / channels));
  expect(changed.length).toBeGreaterThan(0);
  // The hole alone is filled, so nothing else changes by a bit.
  for (const pixel of changed) {
    expect([pixel % width >= 20 && pixel % width < 26, Math.floor(pixel / width) >= 10 && Math.floor(pixel / width) < 15]).toEqual([true, true]);
  }
  expect(await accessibilityFindings(page)).toEqual([]);
});

test('the machine stays awake while a batch runs, and may stay on where it was to be shut down', async ({ launch, folder }) => {
  const { editor, page, batch, input, output } = await begin(launch, folder);
  const isKeptAwake = () => editor.application.evaluate(({ powerSaveBlocker }) => [0, 1, 2, 3, 4, 5].some((id) => powerSaveBlocker.isStarted(id)));
  // "Stay on" is the first button; the command itself is never given.
  await editor.answerMessageBoxes(0);
  await writeTree(input, 120);
  await batch.useOnFolder();
  await batch.addFolder(input);
  await batch.chooseOutput(output);
  await batch.setup().getByLabel('When done').selectOption('Shut down');
  await batch.start().click();
  await expect.poll(isKeptAwake).toBe(true);
  await batch.shown().getByRole('button', { name: 'Pause' }).click();
  await expect(batch.shown().getByText('Paused', { exact: true })).toBeVisible();
  await expect.poll(isKeptAwake).toBe(false);
  expect(await editor.messagesShown()).toEqual([]);
  await batch.shown().getByRole('button', { name: 'Cancel batch' }).click();
  await expect(batch.shown().getByText('Cancelled', { exact: true }).first()).toBeVisible();
  expect(await editor.messagesShown()).toEqual([]);
  await batch.shown().getByRole('button', { name: 'Resume' }).click();
  await expect(batch.shown().getByText(/^Done in/)).toBeVisible();
  await expect.poll(() => editor.messagesShown()).toEqual(['The batch is done. The computer shuts down in a minute.']);
  await expect.poll(isKeptAwake).toBe(false);
  await expect(page.locator('.window')).toBeVisible();
});

test('a queue of batches is put into another order by the mouse and by keys, held and let go', async ({ launch, folder }) => {
  const { editor, page, batch, input, output } = await begin(launch, folder);
  // So many that nothing is over before the end of the test.
  await writeTree(input, 400);
  await batch.useOnFolder();
  for (const name of ['one', 'two', 'three']) {
    await batch.setup().getByLabel('Name of the recipe').fill(name);
    await batch.addFolder(input);
    await batch.chooseOutput(output);
    await batch.setup().getByLabel('Name', { exact: true }).fill(`{name}-${name}.{ext}`);
    await batch.start().click();
    await expect(batch.batches().filter({ hasText: name })).toHaveCount(1);
  }
  const expectOrder = (...names: string[]) => expect(batch.batches()).toHaveText(names.map((name) => new RegExp(`^${name}`)));
  await expectOrder('one', 'two', 'three');
  await expect(batch.shown().getByText('Its files are listed when its turn comes.')).toBeVisible();
  await batch.batches().nth(2).dragTo(batch.batches().nth(0));
  await expectOrder('three', 'one', 'two');
  await batch.batches().nth(0).dragTo(batch.batches().nth(1));
  await expectOrder('one', 'three', 'two');
  await batch.batches().nth(2).getByRole('button').first().focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expectOrder('one', 'two', 'three');
  await page.getByRole('button', { name: 'Run three now' }).click();
  await expectOrder('three', 'one', 'two');
  await expect(batch.batches().nth(0)).not.toContainText('Waiting');
  await expect(batch.batches().nth(1)).toContainText('Waiting');

  await page.getByRole('button', { name: 'Pause all' }).click();
  await expect(page.getByRole('button', { name: 'Resume all' })).toBeVisible();
  for (const row of [0, 1, 2]) await expect(batch.batches().nth(row)).toContainText('Paused');
  await page.getByRole('button', { name: 'Resume all' }).click();
  await expect(batch.batches().nth(1)).toContainText('Waiting');
  await page.getByRole('button', { name: 'Cancel all' }).click();
  for (const row of [0, 1, 2]) await expect(batch.batches().nth(row)).toContainText('Cancelled');
  await expect(editor.page.getByRole('button', { name: 'Cancel all' })).toBeDisabled();
});
