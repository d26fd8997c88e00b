import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Document } from '../src-shared/document.ts';
import type { Recipe } from '../src-shared/recipe.ts';
import type { Bridge, CallAnswer, Stage } from '../src-shared/ipc.ts';
import { expect, test } from './support/application.ts';
import type { Editor } from './support/editor.ts';
import { engineChildren } from './support/engine-children.ts';
import { writePng } from './support/pictures.ts';

const recipe: Recipe = { version: 1, steps: [{ operation: 'upscale', parameters: { model: 'quick', scale: 2 } }] };
const slow: Recipe = { version: 1, steps: [...recipe.steps, { operation: 'upscale', parameters: { model: 'quick', scale: 8 } }] };

/** What main knows, asked for as the window does at its start. */
const state = ({ page }: Editor): Promise<CallAnswer['app:start']> => page.evaluate(() => (window as unknown as { imago: Bridge }).imago.call('app:start'));
const run = ({ page }: Editor, pictureId: string, wanted: Recipe) =>
  page.evaluate(([id, it]) => (window as unknown as { imago: Bridge }).imago.call('job:run', { pictureId: id, recipe: it }), [pictureId, wanted] as const);
const find = ({ page }: Editor, pictureId: string, wanted: Recipe): Promise<(Stage | null)[]> =>
  page.evaluate(([id, it]) => (window as unknown as { imago: Bridge }).imago.call('result:find', { pictureId: id, recipe: it }), [pictureId, wanted] as const);
const edit = ({ page }: Editor, selectedId: string, scale: number) =>
  page.evaluate(
    ([id, it]) => {
      const steps = [{ id: 'step', enabled: true, operation: 'upscale', parameters: { scale: it } }];
      return (window as unknown as { imago: Bridge }).imago.call('session:change', { documents: { [id]: { steps } }, selectedId: id });
    },
    [selectedId, scale] as const,
  );

/** Until the window has told main of its own documents, so that they do not arrive after a test's edit. */
const settled = (editor: Editor, count: number) => expect.poll(async () => Object.keys((await state(editor)).documents).length).toBe(count);

async function opened(editor: Editor, count: number) {
  await expect.poll(async () => (await state(editor)).pictures.filter((it) => it.state.kind !== 'opening').length).toBe(count);
  return (await state(editor)).pictures;
}
/** What a start after a kill would find. */
const kept = async (userData: string) =>
  JSON.parse(await readFile(join(userData, 'session.json'), 'utf8').catch(() => '{}')) as { pictures?: { path: string }[]; selectedId?: string; documents?: Record<string, Document> };

const jobStates = async (editor: Editor) => (await state(editor)).jobs.map((job) => job.state.kind);

/** The whole application at once, as a power cut or the system's memory guard ends it. */
async function killAll({ application }: Editor): Promise<void> {
  const main = application.process();
  const engines = engineChildren(main.pid!);
  const gone = new Promise((resolve) => main.once('exit', resolve));
  for (const pid of [main.pid!, ...engines]) process.kill(pid, 'SIGKILL');
  await gone;
}

test('a session survives kill -9 in the middle of a job, with its documents and what was computed', async ({ launch, folder, userData }) => {
  const paths = [await writePng(folder, 'one.png', 120, 80), await writePng(folder, 'two.png', 90, 140), await writePng(folder, 'gone.png', 30, 40)];
  const before = await launch(paths);
  const [one, two] = (await opened(before, 3)) as [CallAnswer['app:start']['pictures'][number], CallAnswer['app:start']['pictures'][number]];
  await settled(before, 3);
  await edit(before, two.id, 8);
  await run(before, two.id, recipe);
  await expect.poll(() => jobStates(before)).toEqual(['done']);
  await run(before, one.id, slow);
  await expect.poll(() => jobStates(before)).toEqual(['done', 'running']);
  await expect.poll(async () => { const { pictures, selectedId, documents } = await kept(userData); return [pictures?.length, selectedId, documents?.[two.id]?.steps[0]?.parameters['scale']]; }).toEqual([3, two.id, 8]);
  await killAll(before);
  await rm(join(folder, 'gone.png'));

  const after = await launch();
  const pictures = await opened(after, 3);
  expect(pictures.map(({ name, state: { kind } }) => [name, kind])).toEqual([['one.png', 'open'], ['two.png', 'open'], ['gone.png', 'failed']]);
  expect(pictures.map(({ id }) => id).slice(0, 2)).toEqual([one.id, two.id]);
  expect(pictures[2]!.state).toMatchObject({ failure: { code: 'file-missing' } });
  const restored = await state(after);
  expect([restored.selectedId, restored.documents[two.id]?.steps[0]?.parameters, restored.jobs, restored.sessionProblem]).toEqual([two.id, expect.objectContaining({ scale: 8 }), [], null]);

  const [stage] = await find(after, two.id, recipe);
  expect(stage?.pyramid).toEqual({ width: 180, height: 280 });
  const served = await after.application.evaluate(async ({ net }, id) => (await net.fetch(`imago://tile/${id}/0/0/0`)).status, stage!.id);
  expect(served).toBe(200);
  await run(after, two.id, recipe);
  expect(await jobStates(after)).toEqual(['done']);
  await run(after, one.id, recipe);
  await expect.poll(() => jobStates(after)).toEqual(['done', 'done']);
});

test('an ordinary end and files of the command line go together', async ({ launch, folder }) => {
  const first = await launch([await writePng(folder, 'kept.png', 60, 50)]);
  const [picture] = await opened(first, 1);
  await settled(first, 1);
  await edit(first, picture!.id, 4);
  const closed = first.application.waitForEvent('close');
  await first.requestClose();
  await closed;

  const second = await launch([await writePng(folder, 'new.png', 40, 70)]);
  const pictures = await opened(second, 2);
  expect(pictures.map(({ name }) => name)).toEqual(['kept.png', 'new.png']);
  const { selectedId, documents } = await state(second);
  expect([selectedId, documents[picture!.id]?.steps.length]).toEqual([pictures[1]!.id, 1]);
});

test('a closed picture stays closed', async ({ launch, folder, userData }) => {
  const first = await launch([await writePng(folder, 'a.png', 60, 50), await writePng(folder, 'b.png', 40, 30)]);
  const [a] = await opened(first, 2);
  await first.page.evaluate((id) => (window as unknown as { imago: Bridge }).imago.call('picture:close', { pictureId: id }), a!.id);
  await expect.poll(async () => (await kept(userData)).pictures?.map(({ path }) => basename(path))).toEqual(['b.png']);
  await killAll(first);
  expect((await opened(await launch(), 1)).map(({ name }) => name)).toEqual(['b.png']);
});
