/**
 * @file Puts the desk together: engines, pictures, results, jobs, previews, and the session of the last start. Main process.
 *
 * [Note: Three engines] A run of a network blocks its process, so pictures are opened and results saved by one engine, jobs
 * run in another and previews in a third: neither the canvas nor a preview waits for a job. Those two start with
 * the first picture. Selections of masks have one of their own, which starts with the first: GrabCut is one long call that
 * only the end of its process ends.
 */
import { app } from 'electron';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { devicesOn, type Provider } from '../src-shared/device.ts';
import type { Events } from '../src-shared/ipc.ts';
import { samples } from '../src-shared/samples.ts';
import { createEngineClient, type EngineClient } from './children/engine-client.ts';
import type { Engine } from './desk/engine.ts';
import { createJobs } from './desk/jobs.ts';
import { createPictures } from './desk/pictures.ts';
import { createPreviews } from './desk/previews.ts';
import { createMaskHashes } from './desk/mask-hashes.ts';
import { effectiveRecipe, networksOf } from './desk/recipe-networks.ts';
import { openResultCache } from './desk/result-cache.ts';
import { rehearseGlance } from './desk/rehearse-glance.ts';
import { resultKeys } from './desk/result-key.ts';
import { createResults } from './desk/results.ts';
import type { SessionFolder } from './desk/session-folder.ts';
import { keepSession } from './desk/session.ts';
import type { TileStore } from './desk/tile-store.ts';
import type { Desk } from './desk.ts';
import { modelDirectories } from './model-registry/model-directories.ts';
import { engineProgram, modelsFolder, samplesFolder } from './places.ts';
import type { SettingsKeeper } from './settings.ts';

/** Nothing is lost with a selection. */
const selectionStopMs = 100;

type Surroundings = {
  readonly tiles: TileStore;
  readonly folder: SessionFolder;
  readonly resultsFolder: string;
  readonly settings: SettingsKeeper;
  readonly tell: <N extends 'picture:changed' | 'job:changed' | 'job:order'>(name: N, value: Events[N]) => void;
};

export type StartedDesk = Pick<Desk, 'cache' | 'pictures' | 'jobs' | 'results' | 'previews' | 'session' | 'tiles' | 'folder' | 'engine' | 'selections' | 'inspectModel' | 'settings' | 'resizeView'> & {
  /** The one that runs jobs. */
  readonly jobEngine: Engine;
  /** The devices that may be used, best first. */
  readonly ladder: () => readonly Provider[];
  /** Ends the engines; resolves when the session is on disk. */
  dispose(): Promise<void>;
};

/** Until the window tells. */
const usualView = { width: 1280, height: 840 };

export async function startDesk({ tiles, folder, resultsFolder, settings, tell }: Surroundings): Promise<StartedDesk> {
  const startEngine = (name: string, { yields, hardStopMs }: { readonly yields: boolean; readonly hardStopMs?: number }): EngineClient =>
    createEngineClient({
      program: engineProgram,
      yields,
      ...(hardStopMs === undefined ? {} : { hardStopMs }),
      // On the disk of the results, so that a finished raster is renamed, not copied.
      environment: { IMAGO_SCRATCH: process.env['IMAGO_SCRATCH'] ?? folder.file('scratch') },
      log: (line) => {
        console.error(`[${name}] ${line}`);
      },
    });
  const pictureEngine = startEngine('pictures', { yields: false });
  let jobEngineClient: EngineClient | undefined;
  let previewEngine: EngineClient | undefined;
  let selectionEngine: EngineClient | undefined;
  const startJobEngine = () => (jobEngineClient ??= startEngine('jobs', { yields: true }));
  const jobEngine: Engine = { call: (...call) => startJobEngine().call(...call) };
  const startPreviewEngine = () => (previewEngine ??= startEngine('previews', { yields: true }));
  const startSelectionEngine = () => (selectionEngine ??= startEngine('selections', { yields: false, hardStopMs: selectionStopMs }));
  const ladder = () => devicesOn(settings.current().ladder);
  const models = () => modelDirectories(modelsFolder);

  let view = usualView;
  let viewTold = false;
  const pictures = createPictures({
    engine: pictureEngine,
    tiles,
    folder,
    limitBytes: () => settings.current().openGigabytes * 1e9,
    view: () => view,
    onChange: (picture) => {
      if (picture.state.kind === 'open') {
        startPreviewEngine();
        startJobEngine();
      }
      tell('picture:changed', picture);
    },
    onList: () => {
      session.picturesChanged();
    },
  });
  const session = await keepSession(join(app.getPath('userData'), 'session.json'), pictures.list);
  await folder.keepPasted(session.restored.pictures.map(({ path }) => path));

  const cache = await openResultCache({
    folder: resultsFolder,
    limitBytes: () => settings.current().cacheGigabytes * 1e9,
    isNeeded: pictures.isOpen,
    onRemove: tiles.release,
  });
  const engineVersion = readFile(engineProgram).then((program) => createHash('sha256').update(program).digest('hex'));
  const maskHashes = createMaskHashes(models);
  const results = createResults({
    engine: jobEngine,
    cache,
    tiles,
    ladder,
    keysOf: async (source, recipe) => {
      const networks = (await networksOf(recipe, models())).map((step) => step.map(({ sha256, form }) => (form ? `${sha256} ${JSON.stringify(form)}` : sha256)));
      return resultKeys({ source, recipe: await effectiveRecipe(recipe, models()), networks, maskFiles: await maskHashes(recipe), engine: await engineVersion });
    },
  });
  const jobs = createJobs({
    results,
    tileOf: async (recipe) => Math.max(0, ...(await networksOf(recipe, models())).flat().map(({ tile }) => tile)),
    onChange: (job) => {
      tell('job:changed', job);
    },
    onOrder: (ids) => {
      tell('job:order', ids);
    },
  });
  const previews = createPreviews({ engine: { call: (...call) => startPreviewEngine().call(...call) }, results, tiles, folder, ladder });

  pictures.restore(session.restored.pictures, session.restored.selectedId);
  return {
    cache,
    pictures,
    jobs,
    results,
    previews,
    session,
    tiles,
    folder,
    settings,
    resizeView(size) {
      view = size;
      if (!viewTold && pictures.list().length === 0) void rehearseGlance({ engine: pictureEngine, tiles, folder }, join(samplesFolder, samples.translate.file));
      viewTold = true;
    },
    engine: pictureEngine,
    selections: { call: (...call) => startSelectionEngine().call(...call) },
    jobEngine,
    ladder,
    inspectModel: (path) => startPreviewEngine().call('inspect-model', { path }),
    async dispose() {
      await Promise.allSettled([pictureEngine, jobEngineClient, previewEngine, selectionEngine].map((engine) => engine?.dispose()));
      await session.written();
    },
  };
}
