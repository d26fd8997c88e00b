/** @file Puts the training studio together, keeps the machine awake for it and tells of its ends. Main process. */
import { type BrowserWindow, Notification } from 'electron';
import { join } from 'node:path';
import type { Provider } from '../src-shared/device.ts';
import type { Events } from '../src-shared/ipc.ts';
import { isActive, type TrainingSummary } from '../src-shared/training.ts';
import { examineFolders, judgePreviews, runTraining } from './children/trainer-client.ts';
import type { Engine } from './desk/engine.ts';
import { t } from './desk/words.ts';
import { tell } from './ipc.ts';
import { createKeepAwake } from './keep-awake.ts';
import { modelDirectories } from './model-registry/model-directories.ts';
import { modelsFolder, trainerProgram } from './places.ts';
import { devicesFor } from './runtime/providers.ts';
import { gatherNews } from './studio/gather-news.ts';
import { endToTell } from './studio/end-to-tell.ts';
import { openStudio, type Studio } from './studio/studio.ts';
import { bringForward } from './window.ts';

type Surroundings = { readonly userData: string; /** For thumbnails of the doctor. */ readonly scratch: string; readonly engine: Engine; /** The devices that may be used, best first. */ readonly ladder: () => readonly Provider[]; readonly window: () => BrowserWindow };

/** `windowSeen` is to be called when the window comes into sight. */
export async function startStudio({ userData, scratch, engine, ladder, window }: Surroundings): Promise<{ readonly studio: Studio; readonly windowSeen: () => void }> {
  // On a busy processor the window goes first; on a free one nothing is lost.
  const spawning = { program: trainerProgram, yields: true };
  const keepAwake = createKeepAwake();
  const tellEnd = createEndTeller(window);
  const news = gatherNews({
    tell: (name, value) => {
      tell(window(), name, value as Events[typeof name]);
    },
    isSeen: () => !window().isDestroyed() && window().isVisible() && !window().isMinimized(),
    lastCheckpoint: (id) => studio.lastCheckpoint(id),
  });
  const studio = await openStudio({
    folder: join(userData, 'trainings'),
    scratch,
    train: (request, options) => runTraining({ ...request, ladder: [...ladder()] }, { ...spawning, ...options }),
    examineFolders: (request, options) => examineFolders(request, { ...spawning, ...options }),
    judgePreviews: (request, options) => judgePreviews(request, { ...spawning, ...options }),
    async accelerates(device) {
      if (device === 'cpu') return false;
      const report = await engine.call('devices', { refresh: false });
      return report.ok && (devicesFor(device, report.value, ladder())[0] ?? 'cpu') !== 'cpu';
    },
    modelDirectories: () => modelDirectories(modelsFolder),
    tell: (name, value) => {
      news.take(name, value);
      if (name !== 'training:changed') return;
      keepAwake(studio.trainings.list().some(isActive));
      tellEnd(value as TrainingSummary);
    },
  });
  return { studio, windowSeen: news.seen };
}

function createEndTeller(window: () => BrowserWindow): (summary: TrainingSummary) => void {
  const endOf = endToTell();
  return (summary) => {
    const end = endOf(summary);
    const shown = !window().isDestroyed() && window().isFocused();
    if (!end || shown || !Notification.isSupported()) return;
    const notification = new Notification({ title: t(end, { name: summary.definition.name }), body: summary.failure?.message ?? t('trainingDoneStory') });
    notification.on('click', () => {
      bringForward(window());
      tell(window(), 'training:show', { id: summary.id });
    });
    notification.show();
  };
}
