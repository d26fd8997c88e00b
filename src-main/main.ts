/**
 * @file Starts the application: the lock, the scheme, the desk with its two engines, the window. Main process.
 *
 * [Note: Two engines] A run of a network blocks its process, so pictures are opened and results saved by one engine and
 * jobs run in another: the canvas stays alive while a job works.
 */
import { app, session } from 'electron';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ApplicationMenu } from '../src-shared/menu.ts';
import { createEngineClient } from './children/engine-client.ts';
import { filesOnCommandLine } from './desk/command-line.ts';
import { createJobs } from './desk/jobs.ts';
import { describeLoss } from './desk/loss.ts';
import { createPictures } from './desk/pictures.ts';
import { openSessionFolder } from './desk/session-folder.ts';
import { createTileStore } from './desk/tile-store.ts';
import { type Desk, createHandlers, openPictures } from './handlers.ts';
import { answerCalls, tell } from './ipc.ts';
import { disableBackgroundNetworking, lockSession } from './lockdown.ts';
import { setMenu } from './menu.ts';
import { engineProgram, rendererFolder, useOwnNodeAndModels } from './places.ts';
import { appOrigin, declareScheme, serveScheme } from './protocol.ts';
import { keepSettings } from './settings.ts';
import { showTaskbarProgress } from './taskbar.ts';
import { askBeforeLoss, boundsOf, createWindow } from './window.ts';

/** Whatever a child process does, the application ends. */
const longestQuitMs = 6_000;

const filesOf = (argv: readonly string[], cwd: string) =>
  filesOnCommandLine(argv, { cwd, applicationFolder: app.isPackaged ? null : app.getAppPath() });

const startEngine = (name: string) =>
  createEngineClient({
    program: engineProgram,
    log: (line) => {
      console.error(`[${name}] ${line}`);
    },
  });

declareScheme();
disableBackgroundNetworking(app);
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

async function start(): Promise<void> {
  lockSession(session.defaultSession);
  const userData = app.getPath('userData');
  const folder = await openSessionFolder(userData);
  const tiles = createTileStore();
  serveScheme(session.defaultSession.protocol, rendererFolder, tiles);

  useOwnNodeAndModels();
  const pictureEngine = startEngine('pictures');
  const jobEngine = startEngine('jobs');
  const settings = await keepSettings(join(userData, 'settings.json'), (changed) => {
    showMenu(menu);
    tell(window, 'settings:changed', changed);
  });
  const pictures = createPictures({
    engine: pictureEngine,
    tiles,
    folder,
    onChange: (picture) => {
      tell(window, 'picture:changed', picture);
    },
  });
  const jobs = createJobs({
    engine: jobEngine,
    tiles,
    folder,
    device: () => settings.current().device,
    onChange: (job) => {
      tell(window, 'job:changed', job);
      showTaskbarProgress(window, jobs.list());
    },
    onOrder: (ids) => {
      tell(window, 'job:order', ids);
    },
  });
  const desk: Desk = { pictures, jobs, engine: pictureEngine, settings, window: () => window, showMenu: (told) => showMenu(told), version: app.getVersion() };

  const addFiles = async (paths: readonly string[]) => {
    tell(window, 'picture:added', await openPictures(desk, paths));
  };
  let menu: ApplicationMenu = [];
  const showMenu = (told: ApplicationMenu) => {
    menu = told;
    setMenu(menu, settings.current().recentFiles, {
      choose: (command) => {
        tell(window, 'menu:chosen', command);
      },
      open: (path) => void addFiles([path]),
    });
  };

  const window = createWindow(settings.current().window);
  showMenu(menu);
  answerCalls(createHandlers(desk), ({ senderFrame }) => senderFrame === window.webContents.mainFrame && senderFrame.url.startsWith(`${appOrigin}/`));
  await openPictures(desk, filesOf(process.argv, process.cwd()));

  app.on('second-instance', (_event, argv, cwd) => {
    if (window.isMinimized()) window.restore();
    window.focus();
    void addFiles(filesOf(argv, cwd));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void addFiles([path]);
  });
  askBeforeLoss(window, () => describeLoss(jobs.list()));
  window.on('close', () => settings.change({ window: boundsOf(window) }));
  window.on('closed', () => {
    app.quit();
  });
  let cleaned = false;
  app.on('will-quit', (event) => {
    if (cleaned) return;
    event.preventDefault();
    const tidied = Promise.allSettled([pictureEngine.dispose(), jobEngine.dispose(), settings.written()]);
    void Promise.race([tidied, delay(longestQuitMs)]).then(() => {
      folder.clear();
      cleaned = true;
      app.quit();
    });
  });
}
