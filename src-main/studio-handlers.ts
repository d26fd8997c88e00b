/** @file What the renderer's calls of the training studio do. Main process. */
import { dialog, shell } from 'electron';
import { failure } from '../src-shared/failure.ts';
import { failWith, succeed } from '../src-shared/result.ts';
import type { studioCallSchemas } from '../src-shared/studio-calls.ts';
import type { Desk } from './desk.ts';
import { t } from './desk/words.ts';
import { type Handlers, tell } from './ipc.ts';
import { modelDirectories } from './model-registry/model-directories.ts';
import { summariseModels } from './model-registry/summarise.ts';
import { modelsFolder } from './places.ts';
import { basesFor } from './studio/bases.ts';
import { forgetSnapshot } from './studio/checkpoints.ts';

type StudioHandlers = Pick<Handlers, keyof typeof studioCallSchemas>;

export function createStudioHandlers({ studio, window }: Pick<Desk, 'studio' | 'window'>): StudioHandlers {
  const { trainings, examinations } = studio;
  const models = () => modelDirectories(modelsFolder);
  return {
    'training:list': () => trainings.list(),
    'training:choose-folder': async () => {
      const { filePaths } = await dialog.showOpenDialog(window(), { title: t('trainingFolder'), properties: ['openDirectory'] });
      return filePaths[0] ?? null;
    },
    'training:bases': ({ goal }) => basesFor(goal, models()),
    'training:settings': async (call) => succeed(await studio.settings(call)),
    'training:examine': (call) => studio.examine(call),
    'training:cancel-examination': () => {
      examinations.cancel();
      return null;
    },
    'training:estimate': (definition) => studio.estimate(definition),
    'training:cancel-estimate': () => {
      studio.cancelEstimate();
      return null;
    },
    'training:create': (definition) => trainings.create(definition),
    'training:pause': ({ id }) => {
      trainings.pause(id);
      return null;
    },
    'training:resume': ({ id }) => trainings.resume(id),
    'training:stop': ({ id }) => {
      trainings.stop(id);
      return null;
    },
    'training:duplicate': ({ id }) => {
      const found = trainings.find(id);
      return found ? succeed(found.definition) : failWith(failure('bad-request', 'The training is no longer here.', { reason: 'training-gone' }));
    },
    'training:rename': ({ id, name }) => {
      trainings.rename(id, name);
      return null;
    },
    'training:delete': ({ id }) => trainings.remove(id),
    'training:open': ({ id }) => studio.details(id),
    'training:series': (call) => studio.series(call),
    'training:checkpoints': ({ id }) => studio.checkpoints(id),
    'training:previews': ({ id, step }) => studio.previews(id, step),
    'training:judge': (call) => studio.judge(call),
    'training:command': ({ id }) => studio.command(id),
    'training:make-model': async (call) => {
      const made = await studio.makeModel(call);
      if (!made.ok) return made;
      const summaries = await summariseModels(models());
      tell(window(), 'models:changed', summaries);
      return succeed(summaries.find(({ id }) => id === made.value)!);
    },
    'training:forget-checkpoint': async ({ id, step }) => {
      if (trainings.find(id)) await forgetSnapshot(trainings.folderOf(id), step);
      return null;
    },
    'training:reveal': ({ id }) => {
      if (trainings.find(id)) void shell.openPath(trainings.folderOf(id));
      return null;
    },
  };
}
