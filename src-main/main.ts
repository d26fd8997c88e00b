/** @file Starts the application: the lock, the scheme, the desk, the window. Main process. */
import { app, session } from 'electron';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ApplicationMenu } from '../src-shared/menu.ts';
import { isActive } from '../src-shared/training.ts';
import { filesOnCommandLine } from './desk/command-line.ts';
import { describeLoss, hasOpenJobs } from './desk/loss.ts';
import { openSessionFolder } from './desk/session-folder.ts';
import { createTileStore } from './desk/tile-store.ts';
import { openWorkFolder } from './desk/work-folder.ts';
import { type Desk, openPictures } from './desk.ts';
import { createHandlers } from './handlers.ts';
import { answerCalls, tell } from './ipc.ts';
import { disableBackgroundNetworking, lockSession } from './lockdown.ts';
import { setMenu } from './menu.ts';
import { fileOfModelAddress } from './model-registry/card-pictures.ts';
import { modelDirectories } from './model-registry/model-directories.ts';
import { modelsFolder, rendererFolder, useOwnNodeAndModels } from './places.ts';
import { appOrigin, declareScheme, serveScheme } from './protocol.ts';
import { keepSettings } from './settings.ts';
import { background } from './background.ts';
import { startBatches } from './start-batches.ts';
import { startDesk } from './start-desk.ts';
import { startStudio } from './start-studio.ts';
import { yieldToJobs } from './studio/yield-to-jobs.ts';
import { showTaskbarProgress } from './taskbar.ts';
import { askBeforeLoss, boundsOf, bringForward, createWindow } from './window.ts';

/** Whatever a child process does, the application ends. */
const longestQuitMs = 6_000;

const filesOf = (argv: readonly string[], cwd: string) =>
  filesOnCommandLine(argv, { cwd, applicationFolder: app.isPackaged ? null : app.getAppPath() });

/** macOS tells of files to open before the application is ready. */
const early: string[] = [];
let openFile = (path: string): void => void early.push(path);
app.on('open-file', (event, path) => {
  event.preventDefault();
  openFile(path);
});

declareScheme();
disableBackgroundNetworking(app);
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

async function start(): Promise<void> {
  lockSession(session.defaultSession);
  const userData = app.getPath('userData');
  const tiles = createTileStore();
  let studioFile: (pathname: string) => string | null = () => null;
  serveScheme(session.defaultSession.protocol, { bundle: rendererFolder, tiles, trainingFile: (pathname) => studioFile(pathname), modelFile: (pathname) => fileOfModelAddress(pathname, modelDirectories(modelsFolder)) });

  useOwnNodeAndModels();
  const settings = await keepSettings(join(userData, 'settings.json'), (changed) => {
    showMenu(menu);
    tell(window, 'settings:changed', changed);
  });
  const workFolder = await openWorkFolder(settings.current().workFolder, userData);
  const folder = await openSessionFolder(workFolder.path);
  const started = await startDesk({
    tiles,
    folder,
    resultsFolder: join(workFolder.path, 'results'),
    settings,
    tell: (name, value) => {
      tell(window, name, value);
      if (name === 'picture:changed') return;
      showTaskbarProgress(window, started.jobs.list());
      yieldToJobs(studio, started.jobs.list());
    },
  });
  const batchDesk = await startBatches({ userData, engine: started.engine, jobEngine: started.jobEngine, ladder: started.ladder, tiles, folder, window: () => window, hasOtherWork: () => hasOpenJobs(started.jobs.list()) || studio.trainings.list().some(isActive) });
  const { studio, windowSeen } = await startStudio({ userData, scratch: folder.file('doctor'), engine: started.engine, ladder: started.ladder, window: () => window });
  studioFile = studio.file;
  const desk: Desk = { ...started, batchDesk, studio, workFolder, window: () => window, showMenu: (told) => showMenu(told), version: app.getVersion() };

  const addFiles = async (paths: readonly string[]) => {
    tell(window, 'picture:added', await openPictures(desk, paths));
  };
  let menu: ApplicationMenu = [];
  let shownMenu = '';
  const showMenu = (told: ApplicationMenu) => {
    menu = told;
    const next = JSON.stringify([told, settings.current().recentFiles]);
    if (next === shownMenu) return;
    shownMenu = next;
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
  openFile = (path) => void addFiles([path]);
  const [first] = await openPictures(desk, [...filesOf(process.argv, process.cwd()), ...early]);
  if (first) desk.session.select(first.id);

  app.on('second-instance', (_event, argv, cwd) => {
    bringForward(window);
    void addFiles(filesOf(argv, cwd));
  });
  askBeforeLoss(window, () => describeLoss(desk.jobs.list()), background(window, studio));
  window.on('close', () => settings.change({ window: boundsOf(window) }));
  window.on('show', windowSeen);
  window.on('restore', windowSeen);
  window.on('closed', () => {
    app.quit();
  });
  let cleaned = false;
  app.on('will-quit', (event) => {
    if (cleaned) return;
    event.preventDefault();
    const tidied = Promise.allSettled([studio.dispose(), batchDesk.batches.dispose().then(() => started.dispose()), settings.written()]);
    void Promise.race([tidied, delay(longestQuitMs)]).then(() => {
      folder.clear();
      cleaned = true;
      app.quit();
    });
  });
}
