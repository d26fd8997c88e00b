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

/** Closes the window without a question unless `lossIfClosed` names what would be lost and the user wants to stay. */
export function askBeforeLoss(window: BrowserWindow, lossIfClosed: () => string | null): void {
  window.on('close', (event) => {
    const loss = lossIfClosed();
    if (!loss) return;
    event.preventDefault();
    void dialog
      .showMessageBox(window, { type: 'warning', message: loss, buttons: [t('quit'), t('stay')], defaultId: 1, cancelId: 1, noLink: true })
      .then(({ response }) => {
        if (response === 0) window.destroy();
      });
  });
}
