/** @file The one window: sandboxed, where it stood last time, asking before unsaved work is lost. Main process. */
import { BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import { join } from 'node:path';
import type { Settings } from '../src-shared/settings.ts';
import { t } from './desk/words.ts';
import { lockContents } from './lockdown.ts';
import { appOrigin } from './protocol.ts';

type WindowBounds = NonNullable<Settings['window']>;

export function createWindow(bounds: Settings['window']): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 840,
    ...visibleBounds(bounds),
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Imago',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1e1e1e' : '#bdbdbd',
    webPreferences: {
      preload: join(__dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  lockContents(window.webContents);
  window.once('ready-to-show', () => {
    if (bounds?.maximized) window.maximize();
    window.show();
  });
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
}

export const boundsOf = (window: BrowserWindow): WindowBounds => ({ ...window.getNormalBounds(), maximized: window.isMaximized() });

/** The remembered place, if a screen still shows most of it; the size alone otherwise. */
function visibleBounds(bounds: Settings['window']): Partial<WindowBounds> {
  if (!bounds) return {};
  const { x, y, width, height } = bounds;
  const area = screen.getDisplayMatching(bounds).workArea;
  const inside = x >= area.x - width / 2 && y >= area.y && x < area.x + area.width - width / 2 && y < area.y + area.height - height / 2;
  return inside ? { x, y, width, height } : { width, height };
}

/** What can go on while the window is away. */
export type Background = { readonly isBusy: () => boolean; readonly leave: () => void };

/** Closes the window without a question unless something goes on, or `lossIfClosed` names what would be lost and the user wants to stay. */
export function askBeforeLoss(window: BrowserWindow, lossIfClosed: () => string | null, { isBusy, leave }: Background): void {
  window.on('close', (event) => {
    const loss = lossIfClosed();
    if (!loss && !isBusy()) return;
    event.preventDefault();
    void (isBusy() ? askToLeave(window) : askToLose(window, loss!)).then((answer) => {
      if (answer === 'leave') leave();
      if (answer === 'quit') window.destroy();
    });
  });
}

async function askToLose(window: BrowserWindow, loss: string): Promise<'quit' | 'stay'> {
  const { response } = await dialog.showMessageBox(window, { type: 'warning', message: loss, buttons: [t('quit'), t('stay')], defaultId: 1, cancelId: 1, noLink: true });
  return response === 0 ? 'quit' : 'stay';
}

async function askToLeave(window: BrowserWindow): Promise<'leave' | 'quit' | 'stay'> {
  const buttons = [t('leaveRunning'), t('pauseAndQuit'), t('stay')];
  const { response } = await dialog.showMessageBox(window, { type: 'question', message: t('trainingRuns'), detail: t('trainingRunsStory'), buttons, defaultId: 0, cancelId: 2, noLink: true });
  return (['leave', 'quit', 'stay'] as const)[response] ?? 'stay';
}

export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
