/** @file Puts the batches together: journal, queue, recipes, and what follows a batch that is done. Main process. */
import { app, type BrowserWindow, Notification } from 'electron';
import { join } from 'node:path';
import type { BatchSummary } from '../src-shared/batch.ts';
import type { Provider } from '../src-shared/device.ts';
import { type Batches, createBatches } from './batch/batches.ts';
import { createItemPictures, type ItemPictures } from './batch/item-pictures.ts';
import { openJournal } from './batch/journal.ts';
import { askForPower } from './batch/power.ts';
import { openRecipeFolder, type RecipeFolder } from './batch/recipe-folder.ts';
import { keepAsideFolder } from './desk/atomic-file.ts';
import type { Engine } from './desk/engine.ts';
import type { SessionFolder } from './desk/session-folder.ts';
import type { TileStore } from './desk/tile-store.ts';
import { t } from './desk/words.ts';
import { tell } from './ipc.ts';

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
};

export async function startBatches({ userData, engine, jobEngine, ladder, tiles, folder, window }: Surroundings): Promise<BatchDesk> {
  const place = join(userData, 'batches');
  let journal = await openJournal(place);
  if (!journal.ok) {
    console.error(`[batch] ${journal.error.message} ${journal.error.detail}`);
    await keepAsideFolder(place, new Date());
    journal = await openJournal(place);
    if (!journal.ok) throw new Error(journal.error.message);
  }
  const batches = await createBatches({
    journal: journal.value,
    inspect: engine,
    perform: (request, context) => jobEngine.call('run', { ...request, ladder: [...ladder()] }, context),
    software: `Imago ${app.getVersion()}`,
    onChange: (summary) => {
      tell(window(), 'batch:changed', summary);
    },
    onItems: (batchId, items) => {
      tell(window(), 'batch:item-changed', { batchId, items });
    },
    onOrder: (ids) => {
      tell(window(), 'batch:order', ids);
    },
    onDone: (summary) => {
      followUp(summary, window());
    },
  });
  return { batches, recipes: openRecipeFolder(join(userData, 'recipes')), itemPictures: createItemPictures({ engine, tiles, folder }) };
}

function followUp({ definition: { whenDone, recipe }, counts }: BatchSummary, window: BrowserWindow): void {
  if (whenDone === 'sleep' || whenDone === 'shut-down')
    void askForPower(whenDone).then((problem) => {
      if (problem !== null) console.error(`[batch] ${problem}`);
    });
  if (whenDone !== 'notify') return;
  const notification = new Notification({ title: t('batchDone', { name: recipe.name }), body: t('batchDoneStory', { done: counts.done, failed: counts.failed }) });
  notification.on('click', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  notification.show();
}
