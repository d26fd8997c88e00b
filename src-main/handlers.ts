/** @file What each call of the renderer does. Main process. */
import { dialog } from 'electron';
import { join } from 'node:path';
import { readableExtensions } from '../src-shared/image.ts';
import { samples } from '../src-shared/samples.ts';
import { createBatchHandlers } from './batch-handlers.ts';
import { type Desk, openPictures } from './desk.ts';
import { t } from './desk/words.ts';
import type { Handlers } from './ipc.ts';
import { createMaskHandlers } from './mask-handlers.ts';
import { modelDirectories } from './model-registry/model-directories.ts';
import { summariseModels } from './model-registry/summarise.ts';
import { modelsFolder, samplesFolder } from './places.ts';
import { askForWorkFolder } from './save-dialog.ts';
import { createSaveHandlers } from './save-handlers.ts';
import { createModelHandlers } from './model-handlers.ts';
import { createStudioHandlers } from './studio-handlers.ts';
import { createTransferHandlers } from './transfer-handlers.ts';

export function createHandlers(desk: Desk): Handlers {
  const { pictures, jobs, results, previews, session, engine, settings, window } = desk;

  return {
    'app:start': async () => ({
      version: desk.version,
      settings: settings.current(),
      workFolder: desk.workFolder.path,
      settingsProblem: settings.problem ?? desk.workFolder.problem,
      models: await summariseModels(modelDirectories(modelsFolder)),
      pictures: pictures.list(),
      documents: session.documents(),
      selectedId: session.selectedId(),
      sessionProblem: session.problem,
      jobs: jobs.list(),
    }),
    'picture:open': ({ paths }) => openPictures(desk, paths),
    'picture:open-dialog': async () => {
      const { filePaths } = await dialog.showOpenDialog(window(), {
        title: t('open'),
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: t('pictures'), extensions: readableExtensions.flatMap((it) => [it, it.toUpperCase()]) },
          { name: t('allFiles'), extensions: ['*'] },
        ],
      });
      return openPictures(desk, filePaths);
    },
    'picture:open-sample': ({ operation }) => pictures.add([join(samplesFolder, samples[operation].file)]),
    'picture:close': async ({ pictureId }) => {
      const sha256 = pictures.findOpen(pictureId)?.source.sha256;
      jobs.forget(pictureId);
      await Promise.all([previews.forget(pictureId), pictures.close(pictureId)]);
      if (sha256 !== undefined && !pictures.isOpen(sha256)) await results.release(sha256);
      return null;
    },
    'picture:seen': ({ pictureId }) => {
      pictures.seen(pictureId);
      return null;
    },
    'job:run': ({ pictureId, recipe, tile }) => jobs.run(pictures.findOpen(pictureId), recipe, tile),
    'job:cancel': ({ jobId }) => {
      jobs.cancel(jobId);
      return null;
    },
    'job:move': ({ jobId, before }) => {
      jobs.move(jobId, before);
      return null;
    },
    'job:clear': () => {
      jobs.clear();
      return null;
    },
    'result:find': async ({ pictureId, recipe }) => {
      const picture = pictures.findOpen(pictureId);
      if (!picture) return recipe.steps.map(() => null);
      return Promise.all((await results.keys(picture, recipe)).map((key) => results.find(key)));
    },
    'preview:run': ({ pictureId, ...request }) => previews.run(pictures.findOpen(pictureId), request),
    'preview:cancel': ({ previewId }) => {
      previews.cancel(previewId);
      return null;
    },
    'preview:release': async ({ id }) => {
      await previews.release(id);
      return null;
    },
    'session:change': (edits) => {
      session.edit(edits);
      return null;
    },
    ...createSaveHandlers(desk),
    ...createMaskHandlers(desk),
    ...createTransferHandlers(desk),
    ...createStudioHandlers(desk),
    ...createBatchHandlers(desk),
    ...createModelHandlers(desk),
    'devices:list': ({ refresh }) => engine.call('devices', { refresh }),
    'settings:change': (change) => {
      settings.change(change);
      if (change.cacheGigabytes !== undefined) void desk.cache.trim();
      if (change.openGigabytes !== undefined) void pictures.trim();
      return null;
    },
    'settings:work-folder': async ({ own }) => {
      const chosen = own ? undefined : await askForWorkFolder(window(), desk.workFolder.path);
      if (own || chosen !== undefined) settings.change({ workFolder: chosen });
      return null;
    },
    'cache:measure': () => desk.cache.bytes(),
    'cache:clear': async () => {
      await desk.cache.clear();
      return null;
    },
    'view:size': (size) => {
      desk.resizeView(size);
      return null;
    },
    'menu:show': (menu) => {
      desk.showMenu(menu);
      return null;
    },
  };
}
