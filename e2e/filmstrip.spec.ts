import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from './support/application.ts';
import { writeCameraJpeg, writePng } from './support/pictures.ts';

test('several pictures are chosen, run, given the same steps and closed, by mouse and by keyboard', async ({ launch, folder }) => {
  const names = ['a.png', 'b.png', 'c.png', 'd.png'];
  const editor = await launch(await Promise.all(names.map((name, index) => writePng(folder, name, 24 + index, 20))));
  const { page } = editor;
  for (const name of names) await expect(editor.picture(name)).toHaveAccessibleName(`${name}, source`);
  const chosen = () => editor.pictures().evaluateAll((items) => items.filter((it) => it.getAttribute('aria-selected') === 'true').map((it) => it.getAttribute('aria-label')![0]).join(''));

  await editor.picture('a.png').click();
  await editor.choose('Quick', '3×');
  await editor.picture('c.png').click({ modifiers: ['Shift'] });
  await expect.poll(chosen).toBe('abc');
  await editor.picture('b.png').click({ modifiers: ['Control'] });
  await expect.poll(chosen).toBe('ac');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(chosen).toBe('ab');
  await page.keyboard.press('Control+a');
  await expect.poll(chosen).toBe('abcd');

  // The steps of the shown picture, which is b by now, go to all others.
  await editor.picture('b.png').click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: /Run the steps of 4 pictures/ })).toBeVisible();
  await page.getByRole('menuitem', { name: /Copy the shown picture's steps to 3 others/ }).click();
  await editor.picture('a.png').click();
  await expect(page.getByRole('radio', { name: '2×', exact: true })).toBeChecked();

  await editor.picture('c.png').click();
  await editor.picture('d.png').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Delete');
  await expect(editor.pictures()).toHaveCount(2);
  await expect(editor.picture('b.png')).toHaveAttribute('aria-selected', 'true');
  await expect(editor.picture('b.png')).toBeFocused();
});

test('of 500 pictures only those in sight are drawn, and the last is one key away', async ({ launch, folder }) => {
  const album = join(folder, 'album');
  await mkdir(album);
  const png = await sharp({ create: { width: 12, height: 9, channels: 3, background: '#456' } }).png().toBuffer();
  await Promise.all(Array.from({ length: 500 }, (_, index) => writeFile(join(album, `p${String(index).padStart(3, '0')}.png`), png)));
  const editor = await launch([album]);
  await expect(editor.picture('p000.png')).toBeVisible();
  await expect(editor.picture('p000.png')).toHaveAttribute('aria-setsize', '500');
  await expect.poll(() => editor.pictures().count()).toBeLessThan(40);
  await editor.picture('p000.png').click();
  await editor.page.keyboard.press('End');
  await expect(editor.picture('p499.png')).toBeFocused();
  await expect(editor.picture('p499.png')).toBeInViewport();
  await expect.poll(() => editor.pictures().count()).toBeLessThan(40);
});

test('the facts of a picture stand in the panel, and its path is copied', async ({ launch, folder }) => {
  const path = await writeCameraJpeg(folder, 'pier.jpg', 120, 90);
  const editor = await launch([path]);
  const facts = editor.page.getByRole('region', { name: 'Picture', exact: true });
  for (const text of ['120 × 90', 'Imago Works Pinhole 7', '8 bit RGB', '28 mm · f/2.8 · 1/250 s · ISO 200', 'Fixed 28']) await expect(facts.getByText(text)).toBeVisible();
  await facts.getByRole('button', { name: 'Copy the path' }).click();
  await expect.poll(() => editor.application.evaluate(({ clipboard }) => clipboard.readText())).toBe(path);
});
