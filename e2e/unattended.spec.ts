/** @file Trainings that nobody watches: awake, without a window, to their end; and after the application was killed. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/application.ts';
import type { Editor } from './support/editor.ts';
import { trainerChildren } from './support/engine-children.ts';
import { writeKind } from './support/kinds.ts';
import { createTraining, expectState, expectSteps, patient, trainingOf } from './support/trainings.ts';

type Watched = { tooltips: string[]; menus: Electron.Menu[]; trays: Electron.Tray[]; notifications: Electron.Notification[] };

/** A virtual display has no place for icons and notifications, so what is asked of them is noted. */
async function watchDesktop({ application }: Editor): Promise<void> {
  await application.evaluate(({ Tray, Notification }) => {
    const watched: Watched = { tooltips: [], menus: [], trays: [], notifications: [] };
    (globalThis as unknown as { watched: Watched }).watched = watched;
    Tray.prototype.setToolTip = function (this: Electron.Tray, text: string) {
      watched.trays.push(this);
      watched.tooltips.push(text);
    };
    Tray.prototype.setContextMenu = (menu: Electron.Menu | null) => {
      if (menu) watched.menus.push(menu);
    };
    Notification.isSupported = () => true;
    Notification.prototype.show = function (this: Electron.Notification) {
      watched.notifications.push(this);
    };
  });
}

const isAwake = ({ application }: Editor) => application.evaluate(({ powerSaveBlocker }) => Array.from({ length: 50 }, (_, id) => id).some((id) => powerSaveBlocker.isStarted(id)));
const isVisible = ({ application }: Editor) => application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());

async function leaveRunning(editor: Editor): Promise<void> {
  await editor.answerMessageBoxes(0);
  await editor.requestClose();
  await expect.poll(() => isVisible(editor)).toBe(false);
}

test('a training keeps the machine awake, goes on without a window, and tells of its end', async ({ launch, folder }) => {
  const pictures = await writeKind(folder, 'warm', 14);
  const editor = await launch();
  await watchDesktop(editor);
  expect(await isAwake(editor)).toBe(false);
  const long = await createTraining(editor, { name: 'Long', folder: pictures, steps: 1_000_000 });
  await expectSteps(editor, long, 20);
  await expect.poll(() => isAwake(editor)).toBe(true);

  await leaveRunning(editor);
  expect(await editor.messagesShown()).toEqual(['A training is running']);
  const { step } = await trainingOf(editor, long);
  await expectSteps(editor, long, step + 20);
  await expect.poll(() => editor.application.evaluate(() => (globalThis as unknown as { watched: Watched }).watched.tooltips.at(-1))).toMatch(/^Long: step \d+ of 1000000$/);
  await editor.application.evaluate(() => {
    (globalThis as unknown as { watched: Watched }).watched.menus[0]!.items[0]!.click();
  });
  await expect.poll(() => isVisible(editor)).toBe(true);
  await expect.poll(() => editor.application.evaluate(() => (globalThis as unknown as { watched: Watched }).watched.trays[0]!.isDestroyed())).toBe(true);

  // Another waits for it; when it has its turn nobody is there.
  const short = await createTraining(editor, { name: 'Short', folder: pictures, steps: 60 });
  await expectState(editor, short, 'queued');
  await leaveRunning(editor);
  await editor.page.evaluate((id) => (window as unknown as { imago: { call(name: string, value: object): Promise<null> } }).imago.call('training:stop', { id }), long);
  await expectState(editor, short, 'done');
  await expect.poll(() => isAwake(editor)).toBe(false);
  const told = () => editor.application.evaluate(() => (globalThis as unknown as { watched: Watched }).watched.notifications.map(({ title, body }) => [title, body]));
  await expect.poll(told).toEqual([['“Short” is trained', 'Look at its pictures and choose the best.']]);
  await editor.application.evaluate(() => {
    (globalThis as unknown as { watched: Watched }).watched.notifications[0]!.emit('click');
  });
  await expect.poll(() => isVisible(editor)).toBe(true);
  await expect(editor.page.getByRole('heading', { name: 'Short' })).toBeVisible();
});

test('the window closes at once when the user wants to pause, and stays when they think better of it', async ({ launch, folder }) => {
  const pictures = await writeKind(folder, 'warm', 14);
  const editor = await launch();
  const id = await createTraining(editor, { name: 'Long', folder: pictures, steps: 1_000_000 });
  await expectSteps(editor, id, 20);
  await editor.answerMessageBoxes(2);
  await editor.requestClose();
  await expect.poll(() => editor.messagesShown()).toHaveLength(1);
  expect(await isVisible(editor)).toBe(true);
  const { step } = await trainingOf(editor, id);
  await editor.answerMessageBoxes(1);
  const ended = editor.application.waitForEvent('close', patient);
  await editor.requestClose();
  await ended;
  const again = await launch();
  expect((await trainingOf(again, id)).state).toMatch(/paused|interrupted/);
  expect((await trainingOf(again, id)).step).toBeGreaterThanOrEqual(step);
});

test('after the application was killed, the studio offers to resume, and goes on exactly', async ({ launch, folder, userData }) => {
  const pictures = await writeKind(folder, 'warm', 14);
  const first = await launch();
  const id = await createTraining(first, { name: 'Killed', folder: pictures, steps: 400 });
  await expectSteps(first, id, 20);
  const main = first.application.process();
  const gone = new Promise((resolve) => main.once('exit', resolve));
  const trainer = trainerChildren(main.pid!)[0]!;
  // At once, so that the trainer has no time for a last checkpoint.
  for (const pid of [trainer, main.pid!]) process.kill(pid, 'SIGKILL');
  await gone;

  const editor = await launch();
  const { page } = editor;
  await expect(page.getByText('“Killed” was interrupted. It can go on from its last checkpoint.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: /^Killed/ }).click();
  await expect(page.getByText(/Resume goes on exactly from its last checkpoint/)).toBeVisible();
  expect((await trainingOf(editor, id)).step).toBeLessThan(400);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expectState(editor, id, 'done');
  const untouched = await createTraining(editor, { name: 'Untouched', folder: pictures, steps: 400 });
  await expectState(editor, untouched, 'done');
  const weights = async (training: string) => {
    const models = join(userData, 'trainings', training, 'model');
    return readFile(join(models, (await readdir(models))[0]!, 'training.bin'));
  };
  expect((await weights(id)).equals(await weights(untouched))).toBe(true);
});
