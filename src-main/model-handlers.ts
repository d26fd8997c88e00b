/** @file What the renderer's calls of the Models screen do. Main process. */
import { dialog, shell } from 'electron';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { modelCallSchemas } from '../src-shared/model-calls.ts';
import type { ModelProposal } from '../src-shared/model-import.ts';
import { defaultParameters } from '../src-shared/operations/operation.ts';
import { translate } from '../src-shared/operations/translate.ts';
import type { Recipe } from '../src-shared/recipe.ts';
import { failWith, type Result, succeed } from '../src-shared/result.ts';
import type { Desk } from './desk.ts';
import { createSerial } from '../src-shared/serial.ts';
import { t } from './desk/words.ts';
import { type Handlers, tell } from './ipc.ts';
import { findModel } from './model-registry/find-models.ts';
import { importOnnx, packageOnnx } from './model-registry/import-onnx.ts';
import { exportModel, onnxEnding } from './model-registry/export-model.ts';
import { importArchive, removeModel, storeFailure } from './model-registry/install-model.ts';
import { modelDirectories } from './model-registry/model-directories.ts';
import { ownModelsFolder } from './model-registry/own-models.ts';
import { archiveEnding } from './model-registry/package-archive.ts';
import { summariseModels } from './model-registry/summarise.ts';
import { modelsFolder } from './places.ts';

type ModelHandlers = Pick<Handlers, keyof typeof modelCallSchemas>;

const trial = 'model-import';
/** What the upscale operation offers; another scale is tried at twice the size. */
const offeredScales = [2, 3, 4, 8];

export function createModelHandlers({ pictures, previews, inspectModel, folder, window }: Desk): ModelHandlers {
  const oneAtATime = createSerial();
  const directories = () => modelDirectories(modelsFolder);

  async function changed<T>(result: Result<T>): Promise<Result<T>> {
    if (result.ok) tell(window(), 'models:changed', await summariseModels(directories()));
    return result;
  }

  async function tryModel({ path, proposal, pictureId, region, shrink }: Parameters<ModelHandlers['model:try']>[0]) {
    const models = folder.file('trial-models');
    return oneAtATime(async () => {
      await rm(models, { recursive: true, force: true });
      await mkdir(models, { recursive: true });
      // An id of its own, so that no installed model stands for it.
      const packed = await packageOnnx(path, { ...proposal, id: trial }, models, { linked: true }).then(succeed, (error: unknown) => failWith(storeFailure(error)));
      return packed.ok ? previews.run(pictures.findOpen(pictureId), { previewId: trial, recipe: trialRecipe(proposal), region, shrink, models }) : packed;
    });
  }

  return {
    'model:choose-file': async () => {
      const { filePaths } = await dialog.showOpenDialog(window(), {
        title: t('importModel'),
        properties: ['openFile'],
        filters: [{ name: t('models'), extensions: ['onnx', 'imago'] }, { name: t('allFiles'), extensions: ['*'] }],
      });
      return filePaths[0] ?? null;
    },
    'model:inspect': ({ path }) => inspectModel(path),
    'model:try': tryModel,
    'model:import': async ({ path, proposal }) => {
      const taken = await oneAtATime(() => (proposal ? importOnnx(path, proposal, directories()) : importArchive(path, directories())));
      return changed(taken.ok ? succeed({ id: taken.value.manifest.id }) : taken);
    },
    'model:export': async ({ id, scale }) => {
      const model = await findModel(directories(), id);
      if (!model.ok) return model;
      const ending = scale === null ? archiveEnding : onnxEnding;
      const several = scale !== null && model.value.manifest.networks.length > 1;
      const { canceled, filePath } = await dialog.showSaveDialog(window(), { title: t('exportModel'), defaultPath: `${id}${several ? `-x${scale}` : ''}${ending}`, filters: [{ name: t('models'), extensions: [ending.slice(1)] }] });
      if (canceled || !filePath) return succeed(null);
      const written = await exportModel(model.value, filePath, scale);
      return written.ok ? succeed(filePath) : written;
    },
    'model:remove': async ({ id }) => changed(await oneAtATime(async () => {
      const model = await findModel(directories(), id);
      // A package that cannot be read is removed all the same.
      return removeModel({ id, folder: model.ok ? model.value.folder : join(ownModelsFolder(), id) });
    })),
    'model:open-folder': async () => {
      await mkdir(ownModelsFolder(), { recursive: true });
      await shell.openPath(ownModelsFolder());
      return null;
    },
  };
}

function trialRecipe({ task, scale }: ModelProposal): Recipe {
  const parameters = task === 'translate' ? { ...defaultParameters(translate), model: trial } : { model: trial, scale: offeredScales.includes(scale) ? scale : 2 };
  return { version: 1, steps: [{ operation: task, parameters }] };
}
