/** @file What the renderer's calls do that concern recipes and batches. Main process. */
import { dialog, shell } from 'electron';
import { stat } from 'node:fs/promises';
import type { batchCallSchemas } from '../src-shared/batch-calls.ts';
import { failure } from '../src-shared/failure.ts';
import { readableExtensions } from '../src-shared/image.ts';
import { recipeEnding } from '../src-shared/recipe-file.ts';
import { failWith, succeed } from '../src-shared/result.ts';
import { safeName } from '../src-shared/result-name.ts';
import { dryRun } from './batch/dry-run.ts';
import { readRecipeFile, writeRecipeFile } from './batch/recipe-folder.ts';
import { t } from './desk/words.ts';
import type { Desk } from './desk.ts';
import type { Handlers } from './ipc.ts';

type BatchHandlers = Pick<Handlers, keyof typeof batchCallSchemas>;

const gone = failWith(failure('bad-request', 'The picture is not in this batch any more.', { reason: 'batch-picture-gone' }));
const nothing = (work: Promise<void>) => work.then(() => null);

export function createBatchHandlers({ window, batchDesk: { batches, recipes, itemPictures } }: Pick<Desk, 'window' | 'batchDesk'>): BatchHandlers {
  const recipeFilters = () => [{ name: t('recipes'), extensions: [recipeEnding.slice(1), 'json'] }];

  return {
    'recipe:list': () => recipes.list(),
    'recipe:keep': (recipe) => recipes.keep(recipe),
    'recipe:remove': ({ name }) => nothing(recipes.remove(name)),
    'recipe:export': async (recipe) => {
      const { filePath, canceled } = await dialog.showSaveDialog(window(), { title: t('exportRecipe'), defaultPath: `${safeName(recipe.name)}${recipeEnding}`, filters: recipeFilters() });
      if (canceled || !filePath) return succeed(null);
      const path = filePath.endsWith('.json') ? filePath : `${filePath}${recipeEnding}`;
      const written = await writeRecipeFile(path, recipe);
      return written.ok ? succeed({ path }) : written;
    },
    'recipe:import': async () => {
      const { filePaths } = await dialog.showOpenDialog(window(), { title: t('importRecipe'), properties: ['openFile'], filters: recipeFilters() });
      if (!filePaths[0]) return succeed(null);
      const recipe = await readRecipeFile(filePaths[0]);
      if (!recipe.ok) return recipe;
      const kept = await recipes.keep(recipe.value);
      return kept.ok ? recipe : kept;
    },
    'batch:choose-inputs': async ({ kind }) => {
      const filters = [{ name: t('pictures'), extensions: readableExtensions.flatMap((it) => [it, it.toUpperCase()]) }];
      const what = kind === 'files' ? { title: t('open'), properties: ['openFile' as const], filters } : { title: t('batchFolders'), properties: ['openDirectory' as const] };
      const { filePaths } = await dialog.showOpenDialog(window(), { ...what, properties: [...what.properties, 'multiSelections'] });
      return filePaths;
    },
    'batch:choose-output': async ({ folder }) => {
      const { filePaths } = await dialog.showOpenDialog(window(), { title: t('exportTo'), properties: ['openDirectory', 'createDirectory'], ...(folder ? { defaultPath: folder } : {}) });
      return filePaths[0] ?? null;
    },
    'batch:kinds': ({ paths }) => Promise.all(paths.map(kindOf)),
    'batch:dry-run': async (definition) => succeed(await dryRun(definition, new Date())),
    'batch:add': async (definition) => succeed(await batches.add(definition)),
    'batch:list': () => batches.list(),
    'batch:items': ({ batchId, ...range }) => batches.items(batchId, range),
    'batch:pause': ({ batchId }) => nothing(batches.pause(batchId)),
    'batch:resume': ({ batchId }) => nothing(batches.resume(batchId)),
    'batch:cancel': ({ batchId }) => nothing(batches.cancel(batchId)),
    'batch:cancel-item': ({ batchId, index }) => nothing(batches.cancelItem(batchId, index)),
    'batch:retry': ({ batchId, index }) => nothing(batches.retry(batchId, index)),
    'batch:answer-existing': ({ batchId, policy }) => nothing(batches.answerExisting(batchId, policy)),
    'batch:watch': ({ batchId, watch }) => nothing(batches.setWatch(batchId, watch)),
    'batch:move': ({ batchId, before }) => nothing(batches.move(batchId, before)),
    'batch:run-now': ({ batchId }) => nothing(batches.runNow(batchId)),
    'batch:remove': ({ batchId }) => nothing(batches.remove(batchId)),
    'batch:thumbnail': async ({ batchId, index, side }) => {
      const item = await batches.item(batchId, index);
      const path = side === 'input' ? item?.input : item?.state.kind === 'done' ? item.state.output : undefined;
      return path === undefined ? gone : itemPictures.thumbnail(path);
    },
    'batch:look': async ({ batchId, index }) => {
      const item = await batches.item(batchId, index);
      if (!item) return gone;
      const before = await itemPictures.view(item.input);
      if (!before.ok) return before;
      if (item.state.kind !== 'done') return succeed({ before: before.value, after: null });
      const after = await itemPictures.view(item.state.output);
      if (after.ok) return succeed({ before: before.value, after: after.value });
      await itemPictures.release([before.value.id]);
      return after;
    },
    'batch:release': ({ ids }) => nothing(itemPictures.release(ids)),
    'batch:reveal': async ({ batchId, index }) => {
      const item = await batches.item(batchId, index);
      if (item) shell.showItemInFolder(item.state.kind === 'done' || item.state.kind === 'skipped' ? item.state.output : item.input);
      return null;
    },
  };
}

const kindOf = (path: string): Promise<'file' | 'folder' | 'missing'> =>
  stat(path).then(
    (it) => (it.isDirectory() ? 'folder' : 'file'),
    () => 'missing',
  );
