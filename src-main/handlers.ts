/** @file What each call of the renderer does. Main process. */
import { type BrowserWindow, dialog, shell } from 'electron';
import { join } from 'node:path';
import { readableExtensions } from '../src-shared/image.ts';
import type { CallAnswer, Picture } from '../src-shared/ipc.ts';
import type { ApplicationMenu } from '../src-shared/menu.ts';
import { failWith, succeed } from '../src-shared/result.ts';
import { failure } from '../src-shared/failure.ts';
import type { Engine } from './desk/engine.ts';
import { expandFolders } from './desk/expand-folders.ts';
import type { Jobs } from './desk/jobs.ts';
import type { Pictures } from './desk/pictures.ts';
import type { Previews } from './desk/previews.ts';
import type { ResultCache } from './desk/result-cache.ts';
import type { Results } from './desk/results.ts';
import type { SessionFolder } from './desk/session-folder.ts';
import type { SessionKeeper } from './desk/session.ts';
import { t } from './desk/words.ts';
import type { TileStore } from './desk/tile-store.ts';
import type { Handlers } from './ipc.ts';
import { modelDirectories } from './model-registry/model-directories.ts';
import { summariseModels } from './model-registry/summarise.ts';
import { modelsFolder, samplesFolder } from './places.ts';
import { askWhereToSave } from './save-dialog.ts';
import type { SettingsKeeper } from './settings.ts';

export type Desk = {
  readonly pictures: Pictures;
  readonly jobs: Jobs;
  readonly results: Results;
  readonly cache: ResultCache;
  readonly previews: Previews;
  readonly session: SessionKeeper;
  readonly tiles: TileStore;
  readonly folder: SessionFolder;
  /** The one that opens pictures and saves results. */
  readonly engine: Engine;
  readonly settings: SettingsKeeper;
  readonly window: () => BrowserWindow;
  readonly showMenu: (menu: ApplicationMenu) => void;
  readonly version: string;
};

export async function openPictures({ pictures, settings }: Pick<Desk, 'pictures' | 'settings'>, paths: readonly string[]): Promise<Picture[]> {
  const files = await expandFolders(paths);
  settings.rememberFiles(files);
  return pictures.add(files);
}

export function createHandlers(desk: Desk): Handlers {
  const { pictures, jobs, results, previews, session, engine, settings, window } = desk;

  async function saveAs(jobId: string, options: Parameters<Handlers['result:save-as']>[0]['options']): Promise<CallAnswer['result:save-as']> {
    const job = jobs.find(jobId);
    const picture = job && pictures.find(job.pictureId);
    if (!picture || job.state.kind !== 'done') return failWith(failure('bad-request', 'The result is no longer here.', { advice: 'Run the operation again.' }));
    const chosen = await askWhereToSave(window(), { source: picture.path, recipe: job.recipe, format: options.format });
    if (!chosen) return succeed(null);
    const target = { ...options, ...chosen, overwrite: true };
    const saved = await engine.call('save', { raster: jobs.raster(job.state.stages.at(-1)!.id), target });
    if (!saved.ok) return saved;
    jobs.markSaved(jobId, saved.value.path);
    settings.change({ save: { format: chosen.format, quality: target.quality } });
    return succeed({ path: saved.value.path, bytes: saved.value.bytes, notes: saved.value.notes });
  }

  return {
    'app:start': async () => ({
      version: desk.version,
      settings: settings.current(),
      settingsProblem: settings.problem,
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
    'picture:open-sample': () => pictures.add([join(samplesFolder, 'cat.png')]),
    'picture:close': async ({ pictureId }) => {
      const sha256 = pictures.findOpen(pictureId)?.source.sha256;
      jobs.forget(pictureId);
      await Promise.all([previews.forget(pictureId), pictures.close(pictureId)]);
      if (sha256 !== undefined && !pictures.isOpen(sha256)) await results.release(sha256);
      return null;
    },
    'job:run': ({ pictureId, recipe, device, tile }) => jobs.run(pictures.findOpen(pictureId), recipe, { device, tile }),
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
    'result:save-as': ({ jobId, options }) => saveAs(jobId, options),
    'result:reveal': ({ jobId }) => {
      const state = jobs.find(jobId)?.state;
      if (state?.kind === 'done' && state.savedTo) shell.showItemInFolder(state.savedTo);
      return null;
    },
    'devices:list': ({ refresh }) => engine.call('devices', { refresh }),
    'settings:change': (change) => {
      settings.change(change);
      if (change.cacheGigabytes !== undefined) void desk.cache.trim();
      return null;
    },
    'cache:measure': () => desk.cache.bytes(),
    'cache:clear': async () => {
      await desk.cache.clear();
      return null;
    },
    'menu:show': (menu) => {
      desk.showMenu(menu);
      return null;
    },
  };
}
