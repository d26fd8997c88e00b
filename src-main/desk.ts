/** @file All that main keeps, in one hand, and the one way in for files. Main process. */
import type { BrowserWindow } from 'electron';
import type { Picture } from '../src-shared/ipc.ts';
import type { ProposedModel } from '../src-shared/model-import.ts';
import type { Result } from '../src-shared/result.ts';
import type { ApplicationMenu } from '../src-shared/menu.ts';
import type { Engine } from './desk/engine.ts';
import { expandFolders } from './desk/expand-folders.ts';
import type { Jobs } from './desk/jobs.ts';
import type { Pictures } from './desk/pictures.ts';
import type { Previews } from './desk/previews.ts';
import type { ResultCache } from './desk/result-cache.ts';
import type { Results } from './desk/results.ts';
import type { SessionFolder } from './desk/session-folder.ts';
import type { SessionKeeper } from './desk/session.ts';
import type { TileStore } from './desk/tile-store.ts';
import type { WorkFolder } from './desk/work-folder.ts';
import type { Studio } from './studio/studio.ts';
import type { SettingsKeeper } from './settings.ts';
import type { BatchDesk } from './start-batches.ts';

export type Desk = {
  readonly pictures: Pictures;
  readonly jobs: Jobs;
  readonly results: Results;
  readonly cache: ResultCache;
  readonly previews: Previews;
  readonly session: SessionKeeper;
  readonly tiles: TileStore;
  readonly folder: SessionFolder;
  readonly workFolder: WorkFolder;
  /** The one that opens pictures and saves results. */
  readonly engine: Engine;
  /** The one that computes selections; it starts with the first. */
  readonly selections: Engine;
  readonly batchDesk: BatchDesk;
  readonly studio: Studio;
  /** Looks into an ONNX file, in the engine of the previews. */
  readonly inspectModel: (path: string) => Promise<Result<ProposedModel>>;
  readonly settings: SettingsKeeper;
  /** Must be told what pictures are shown in, in device pixels. */
  readonly resizeView: (size: { readonly width: number; readonly height: number }) => void;
  readonly window: () => BrowserWindow;
  readonly showMenu: (menu: ApplicationMenu) => void;
  readonly version: string;
};

export async function openPictures({ pictures, settings }: Pick<Desk, 'pictures' | 'settings'>, paths: readonly string[]): Promise<Picture[]> {
  const files = await expandFolders(paths);
  settings.rememberFiles(files);
  return pictures.add(files);
}
