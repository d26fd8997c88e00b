/** @file A training goes on while the window is away: an icon beside the clock stands for it. Main process. */
import { app, type BrowserWindow, Menu, nativeImage, Tray } from 'electron';
import { t } from './desk/words.ts';
import { trayIcon } from './places.ts';
import { isActive } from '../src-shared/training.ts';
import type { Studio } from './studio/studio.ts';
import { type Background, bringForward } from './window.ts';

/** Between two looks at how far the training is, for the icon's text. */
const refreshMs = 5_000;
/** In points. */
const iconSide = 22;

export function background(window: BrowserWindow, { trainings }: Studio): Background {
  let tray: Tray | null = null;
  const active = () => trainings.list().find(isActive);

  function describe(): void {
    const training = active();
    tray?.setToolTip(training ? t('trainingProgress', { name: training.definition.name, step: training.step, steps: training.steps }) : 'Imago');
  }

  return {
    isBusy: () => active() !== undefined,
    leave() {
      tray = new Tray(nativeImage.createFromPath(trayIcon).resize({ height: iconSide }));
      const show = () => {
        bringForward(window);
      };
      const items = [
        { label: t('showWindow'), click: show },
        { label: t('pauseAndQuit'), click: () => { window.destroy(); } },
      ];
      tray.setContextMenu(Menu.buildFromTemplate(items));
      tray.on('click', show);
      describe();
      const timer = setInterval(describe, refreshMs);
      // On macOS a click in the dock brings it back.
      app.once('activate', show);
      window.once('show', () => {
        clearInterval(timer);
        app.removeListener('activate', show);
        tray?.destroy();
        tray = null;
      });
      window.hide();
    },
  };
}
