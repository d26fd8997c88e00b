/** @file Training beside the editor: it waits while a job runs, goes on after it, and what it made is in the editor at once. */
import { join } from 'node:path';
import type { Bridge } from '../src-shared/ipc.ts';
import { expect, test } from './support/application.ts';
import { writeKind } from './support/kinds.ts';
import { createTraining, expectState, expectSteps, patient, trainingOf } from './support/trainings.ts';

type Told = { yielded: boolean[] };

test('a training yields the device to a job and goes on, and its model is in the editor at once', async ({ launch, folder }) => {
  const pictures = await writeKind(folder, 'warm', 14);
  const editor = await launch([join(pictures, 'warm-000.png')]);
  const { page } = editor;
  const id = await createTraining(editor, { name: 'Endless', folder: pictures, steps: 1_000_000 });
  await expectSteps(editor, id, 20);
  await page.evaluate(() => {
    const told = globalThis as unknown as Told;
    told.yielded = [];
    (window as unknown as { imago: Bridge }).imago.on('training:changed', ({ yielding }) => told.yielded.push(yielding));
  });
  await editor.choose('Quick');
  await editor.runButton().click();
  await expect(editor.done()).toBeVisible(patient);
  await expect.poll(() => page.evaluate(() => (globalThis as unknown as Told).yielded)).toEqual([true, false]);
  const { step, state } = await trainingOf(editor, id);
  expect(state).toBe('running');
  await expectSteps(editor, id, step + 20);

  const made = await page.evaluate(async (training) => {
    const { imago } = window as unknown as { imago: Bridge };
    const { checkpoints } = await imago.call('training:checkpoints', { id: training });
    const last = checkpoints.findLast(({ usable }) => usable)!;
    return imago.call('training:make-model', { id: training, step: last.step, name: 'Warm upscaler', description: '', addFolders: false, addPictures: false, back: false });
  }, id);
  expect(made.ok).toBe(true);
  await expect(page.getByRole('radio', { name: 'Warm upscaler' })).toBeVisible();
  await page.evaluate((training) => (window as unknown as { imago: Bridge }).imago.call('training:stop', { id: training }), id);
  await expectState(editor, id, 'stopped');
});
