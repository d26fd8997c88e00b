import { expect, test } from './support/application.ts';
import { writePng } from './support/pictures.ts';

test('waiting jobs are moved by keyboard, cancelled together and cleared', async ({ launch, folder }) => {
  const names = ['slow.png', 'b.png', 'c.png'];
  const editor = await launch([await writePng(folder, 'slow.png', 720, 500), await writePng(folder, 'b.png', 40, 30), await writePng(folder, 'c.png', 30, 40)]);
  const { page } = editor;
  for (const name of names) await expect(editor.picture(name)).toHaveAccessibleName(`${name}, source`);
  await editor.picture('slow.png').click();
  await editor.choose('Sharp', '4×');
  await editor.picture('c.png').click({ modifiers: ['Shift'] });
  await editor.picture('b.png').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Run the steps of 3 pictures' }).click();

  await page.getByRole('button', { name: /^3 jobs/ }).click();
  const queue = page.getByRole('dialog', { name: 'Jobs' }).getByRole('list', { name: 'Jobs' });
  const order = () => queue.getByRole('listitem').evaluateAll((rows) => rows.map((row) => row.querySelector('.queue-name .for-screen-readers')?.textContent ?? ''));
  await expect.poll(order).toEqual(names);
  await queue.getByRole('button', { name: 'c.png', exact: true }).press('Alt+ArrowUp');
  await expect.poll(order).toEqual(['slow.png', 'c.png', 'b.png']);
  await queue.getByRole('button', { name: 'b.png', exact: true }).click();
  await expect(editor.picture('b.png')).toHaveAttribute('aria-current', 'true');

  await page.getByRole('button', { name: 'Cancel all' }).click();
  for (const name of names) await expect(editor.picture(name)).toHaveAccessibleName(`${name}, source`);
  await page.getByRole('button', { name: 'Clear finished' }).click();
  await expect(queue).toHaveCount(0);
});
