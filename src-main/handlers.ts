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
import type { Handlers } from './ipc.ts';
import { modelDirectories } from './model-registry/model-directories.ts';
import { summariseModels } from './model-registry/summarise.ts';
import { modelsFolder, samplesFolder } from './places.ts';
import { askWhereToSave } from './save-dialog.ts';
import type { SettingsKeeper } from './settings.ts';

export type Desk = {
  readonly pictures: Pictures;
  readonly jobs: Jobs;
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
  const { pictures, jobs, engine, settings, window } = desk;

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
      documents: {},
      selectedId: null,
      sessionProblem: null,
      jobs: jobs.list(),
    }),
    'picture:open': ({ paths }) => openPictures(desk, paths),
    'picture:open-dialog': async () => {
      const { filePaths } = await dialog.showOpenDialog(window(), {
        title: 'Open Pictures',
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: 'Pictures', extensions: readableExtensions.flatMap((it) => [it, it.toUpperCase()]) },
          { name: 'All files', extensions: ['*'] },
        ],
      });
      return openPictures(desk, filePaths);
    },
    'picture:open-sample': () => pictures.add([join(samplesFolder, 'cat.png')]),
    'picture:close': async ({ pictureId }) => {
      await jobs.forget(pictureId);
      await pictures.close(pictureId);
      return null;
    },
    'job:run': ({ pictureId, recipe, device, tile }) => jobs.run(pictures.find(pictureId), recipe, { device, tile }),
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
    'result:find': ({ recipe }) => recipe.steps.map(() => null),
    'preview:run': () => failWith(failure('bad-request', 'Previews are not there yet.')),
    'preview:cancel': () => null,
    'preview:release': () => null,
    'session:change': () => null,
    'result:save-as': ({ jobId, options }) => saveAs(jobId, options),
    'result:reveal': ({ jobId }) => {
      const state = jobs.find(jobId)?.state;
      if (state?.kind === 'done' && state.savedTo) shell.showItemInFolder(state.savedTo);
      return null;
    },
    'devices:list': ({ refresh }) => engine.call('devices', { refresh }),
    'settings:change': (change) => {
      settings.change(change);
      return null;
    },
    'menu:show': (menu) => {
      desk.showMenu(menu);
      return null;
    },
  };
}
