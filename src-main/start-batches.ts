/** @file Puts the batches together: journal, queue, recipes, and what follows a batch that is done. Main process. */
import { app, type BrowserWindow, dialog, Notification } from 'electron';
import { join } from 'node:path';
import { type BatchSummary, isUnderway } from '../src-shared/batch.ts';
import type { Provider } from '../src-shared/device.ts';
import { type Batches, createBatches } from './batch/batches.ts';
import { createItemPictures, type ItemPictures } from './batch/item-pictures.ts';
import { openJournal } from './batch/journal.ts';
import { askForPower, type PowerWish } from './batch/power.ts';
import { createPowerAtEnd } from './batch/power-at-end.ts';
import { openRecipeFolder, type RecipeFolder } from './batch/recipe-folder.ts';
import { keepAsideFolder } from './desk/atomic-file.ts';
import type { Engine } from './desk/engine.ts';
import type { SessionFolder } from './desk/session-folder.ts';
import type { TileStore } from './desk/tile-store.ts';
import { t } from './desk/words.ts';
import { tell } from './ipc.ts';
import { createKeepAwake } from './keep-awake.ts';
import { bringForward } from './window.ts';

export type BatchDesk = { readonly batches: Batches; readonly recipes: RecipeFolder; readonly itemPictures: ItemPictures };

type Surroundings = {
  readonly userData: string;
  /** Opens pictures. */
  readonly engine: Engine;
  /** Runs networks. */
  readonly jobEngine: Engine;
  /** The devices that may be used, best first. */
  readonly ladder: () => readonly Provider[];
  readonly tiles: TileStore;
  readonly folder: SessionFolder;
  readonly window: () => BrowserWindow;
  /** Whether jobs or trainings are under way. */
  readonly hasOtherWork: () => boolean;
};

export async function startBatches({ userData, engine, jobEngine, ladder, tiles, folder, window, hasOtherWork }: Surroundings): Promise<BatchDesk> {
  const place = join(userData, 'batches');
  let journal = await openJournal(place);
  if (!journal.ok) {
    console.error(`[batch] ${journal.error.message} ${journal.error.detail}`);
    await keepAsideFolder(place, new Date());
    journal = await openJournal(place);
    if (!journal.ok) throw new Error(journal.error.message);
  }
  const keepAwake = createKeepAwake();
  const powerAtEnd = createPowerAtEnd({
    isBusy: () => batches.list().some(isUnderway) || hasOtherWork(),
    confirm: (wish) => confirmPower(wish, window()),
    async ask(wish) {
      const problem = await askForPower(wish);
      if (problem !== null) console.error(`[batch] ${problem}`);
    },
  });
  const batches = await createBatches({
    journal: journal.value,
    inspect: engine,
    perform: (request, context) => jobEngine.call('run', { ...request, ladder: [...ladder()] }, context),
    software: `Imago ${app.getVersion()}`,
    onChange: (summary) => {
      tell(window(), 'batch:changed', summary);
      keepAwake(batches.list().some(isUnderway));
    },
    onItems: (batchId, items) => {
      tell(window(), 'batch:item-changed', { batchId, items });
    },
    onOrder: (ids) => {
      tell(window(), 'batch:order', ids);
    },
    onDone: (summary) => {
      const { whenDone } = summary.definition;
      if (whenDone === 'notify') notifyOf(summary, window());
      else if (whenDone !== 'nothing') void powerAtEnd(whenDone);
    },
  });
  return { batches, recipes: openRecipeFolder(join(userData, 'recipes')), itemPictures: createItemPictures({ engine, tiles, folder }) };
}

function notifyOf({ definition: { recipe }, counts }: BatchSummary, window: BrowserWindow): void {
  const notification = new Notification({ title: t('batchDone', { name: recipe.name }), body: t('batchDoneStory', { done: counts.done, failed: counts.failed }) });
  notification.on('click', () => {
    bringForward(window);
  });
  notification.show();
}

/** How long whoever is there has to say no. */
const graceMs = 60_000;

async function confirmPower(wish: PowerWish, window: BrowserWindow): Promise<boolean> {
  const over = AbortSignal.timeout(graceMs);
  const { response } = await dialog.showMessageBox(window, { type: 'info', message: t(`powerSoon.${wish}`), detail: t('powerSoonStory'), buttons: [t('stayOn'), t(`powerNow.${wish}`)], defaultId: 0, cancelId: 0, noLink: true, signal: over });
  return over.aborted || response === 1;
}
