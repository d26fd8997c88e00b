import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Document } from '../src-shared/document.ts';
import { expect, test } from './support/application.ts';
import type { Editor } from './support/editor.ts';
import { writeBlot } from './support/flags.ts';
import { seenAt } from './support/pixels.ts';

/** 600 × 400 pixels. */
const photograph = resolve('assets/samples/coffee.jpg');

/** What stands in the list, a line a step, as `Upscale Quick · 2×`; a step that is off ends with `(off)`. */
const listed = ({ page }: Editor): Promise<string[]> =>
  page
    .getByRole('list', { name: 'Steps of this picture' })
    .getByRole('listitem')
    .evaluateAll((items) =>
      items.map((item) => {
        const text = ['.step-label', '.step-summary'].map((part) => item.querySelector(part)?.textContent).join(' ');
        return item.querySelector('[aria-pressed=false]') ? `${text} (off)` : text;
      }),
    );

/** The steps of the only picture as a next start would find them, a word a step. */
async function keptSteps(userData: string): Promise<string[]> {
  const { documents = {} } = JSON.parse(await readFile(join(userData, 'session.json'), 'utf8').catch(() => '{}')) as { documents?: Record<string, Document> };
  return Object.values(documents).flatMap(({ steps }) => steps.map(({ parameters, enabled }) => `${String(parameters['model'])}${enabled ? '' : ' (off)'}`));
}

async function withTwoSteps(editor: Editor): Promise<void> {
  const { page } = editor;
  await editor.choose('Quick', '3×');
  await page.getByRole('button', { name: 'Add step' }).click();
  await page.getByRole('menuitem', { name: 'Upscale' }).click();
  await editor.choose('Sharp', '4×');
  await expect.poll(() => listed(editor)).toEqual(['Upscale Quick · 3×', 'Upscale Sharp · 4×']);
}

test('steps are added, moved, switched off; all of it is undone, redone, and there after a restart', async ({ launch, userData }) => {
  const editor = await launch([photograph]);
  const { page } = editor;
  await page.getByRole('checkbox', { name: 'Preview what is in sight' }).uncheck();
  await expect.poll(() => listed(editor)).toHaveLength(1);
  const begun = await listed(editor);
  await withTwoSteps(editor);

  const [first, second] = [page.getByRole('listitem').filter({ hasText: 'Quick' }), page.getByRole('listitem').filter({ hasText: 'Sharp' })];
  await second.dragTo(first, { targetPosition: { x: 60, y: 4 } });
  await expect.poll(() => listed(editor)).toEqual(['Upscale Sharp · 4×', 'Upscale Quick · 3×']);
  await page.locator('.step-name').filter({ hasText: 'Quick' }).click();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => listed(editor)).toEqual(['Upscale Quick · 3×', 'Upscale Sharp · 4×']);
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByRole('button', { name: 'Use step 1' }).click();
  const edited = ['Upscale Sharp · 4× (off)', 'Upscale Quick · 3×'];
  await expect.poll(() => listed(editor)).toEqual(edited);
  await expect(page.getByText('1800 × 1200')).toBeVisible();

  const undo = page.getByRole('button', { name: /^Undo/ });
  await expect(undo).toHaveAccessibleName('Undo switching off Upscale');
  for (let pressed = 0; pressed < 30 && (await undo.isEnabled()); pressed++) await page.keyboard.press('Control+z');
  await expect(undo).toBeDisabled();
  await expect.poll(() => listed(editor)).toEqual(begun);
  const redo = page.getByRole('button', { name: /^Redo/ });
  for (let pressed = 0; pressed < 30 && (await redo.isEnabled()); pressed++) await page.keyboard.press('Control+Shift+z');
  await expect(redo).toBeDisabled();
  await expect.poll(() => listed(editor)).toEqual(edited);

  // The session is written shortly after an edit.
  await expect.poll(() => keptSteps(userData)).toEqual(['sharp (off)', 'quick']);
  await editor.application.close();
  const again = await launch();
  await expect(again.picture('coffee.jpg')).toBeVisible();
  await expect.poll(() => listed(again)).toEqual(edited);
});

test('what is in sight is computed first, and going back to earlier settings needs no run', async ({ launch }, testInfo) => {
  const editor = await launch([photograph]);
  const { page } = editor;
  const startedAt = Date.now();
  await expect(page.locator('.run-estimate')).toBeVisible();
  await expect(editor.runButton()).toContainText('≈');
  testInfo.annotations.push({ type: 'first preview, ms', description: String(Date.now() - startedAt) });

  await editor.choose('Quick');
  await editor.runButton().click();
  await expect(editor.done()).toBeVisible();
  await page.getByRole('radio', { name: '3×', exact: true }).check();
  await expect(editor.runButton()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(editor.done()).toBeVisible();
  await expect(editor.runButton()).toBeHidden();
});

test('the board shows models side by side and one is taken over as one step of undo', async ({ launch }) => {
  const editor = await launch([photograph]);
  const { page } = editor;
  await page.getByRole('checkbox', { name: 'Preview what is in sight' }).uncheck();
  await editor.choose('Faithful');
  await page.getByRole('button', { name: 'Compare', exact: true }).first().click();
  const board = page.getByRole('dialog', { name: 'Compare board' });
  const quick = board.getByRole('listitem', { name: 'Setting 2' });
  await expect(quick.getByLabel('Model')).toHaveValue('quick');
  await quick.getByLabel('Scale').selectOption('4×');
  await expect(quick.getByText('for the whole picture')).toBeVisible();
  await expect(board.getByRole('listitem', { name: 'Setting 1' })).toContainText('In use');
  await quick.getByRole('button', { name: 'Use this: Setting 2' }).click();
  await expect(board).toBeHidden();
  await expect.poll(() => listed(editor)).toEqual(['Upscale Quick · 4×']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => listed(editor)).toEqual(['Upscale Faithful · 2×']);
});

test('the board of a later step begins with what the steps before it make, masks included', async ({ launch, folder }) => {
  const editor = await launch([await writeBlot(folder, 'blot.png')]);
  const { page } = editor;
  await page.getByRole('checkbox', { name: 'Preview what is in sight' }).uncheck();
  await editor.choose('Quick');
  await page.getByRole('button', { name: 'Add step' }).click();
  await page.getByRole('menuitem', { name: 'Inpaint' }).click();
  await page.locator('.step-name').filter({ hasText: 'Inpaint' }).press('Alt+ArrowUp');
  await expect.poll(async () => (await listed(editor))[0]).toContain('Inpaint');
  await page.keyboard.press('m');
  const box = (await editor.canvas().boundingBox())!;
  await page.mouse.move(box.x + box.width / 2 - 60, box.y + box.height / 2 - 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 + 60, { steps: 5 });
  await page.mouse.up();
  await page.locator('.step-name').filter({ hasText: 'Upscale' }).click();
  await page.getByRole('button', { name: 'Compare', exact: true }).first().click();
  const cell = page.getByRole('dialog', { name: 'Compare board' }).getByRole('listitem', { name: 'Setting 1' });
  await expect(cell.getByText('for the whole picture')).toBeVisible();
  const middle = async () => {
    const { width, height } = (await cell.locator('canvas').boundingBox())!;
    return (await seenAt(cell.locator('canvas'), [[width / 2, height / 2]]))[0]!;
  };
  // The blot is red, all else green.
  await expect.poll(async () => { const [red, green] = await middle(); return green! - red! > 60; }).toBe(true);
});

test('the steps of one picture are copied to another', async ({ launch }) => {
  const editor = await launch([photograph, resolve('assets/samples/cat.png')]);
  const { page } = editor;
  await page.getByRole('checkbox', { name: 'Preview what is in sight' }).uncheck();
  await withTwoSteps(editor);
  await page.getByRole('button', { name: 'More for steps' }).click();
  await page.getByRole('menuitem', { name: 'Copy steps to…' }).click();
  await page.getByRole('checkbox', { name: 'All other pictures' }).check();
  await page.getByRole('button', { name: 'Copy to 1 picture' }).click();
  await editor.picture('cat.png').click();
  await expect.poll(() => listed(editor)).toEqual(['Upscale Quick · 3×', 'Upscale Sharp · 4×']);
  await editor.picture('coffee.jpg').click();
  await page.keyboard.press('Control+z');
  await expect.poll(() => listed(editor)).toEqual(['Upscale Faithful · 2×']);
  await expect(editor.picture('cat.png')).toHaveAttribute('aria-selected', 'true');
});
