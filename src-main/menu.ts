/** @file The native menu; what concerns the window's content is sent to the renderer as a command. Main process. */
import { Menu, type MenuItemConstructorOptions, app } from 'electron';
import { basename } from 'node:path';
import type { MenuCommand } from '../src-shared/ipc.ts';

type MenuActions = { readonly choose: (command: MenuCommand) => void; readonly open: (path: string) => void };

export function setMenu(recentFiles: readonly string[], { choose, open }: MenuActions): void {
  const command = (label: string, name: MenuCommand, accelerator: string): MenuItemConstructorOptions => ({
    id: name,
    label,
    accelerator,
    click: () => {
      choose(name);
    },
  });
  /** Keys without a modifier belong to the renderer, which knows whether a field has the focus. */
  const shownOnly = (label: string, name: MenuCommand, accelerator: string): MenuItemConstructorOptions => ({
    ...command(label, name, accelerator),
    registerAccelerator: false,
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const mac = process.platform === 'darwin';
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(mac ? [{ role: 'appMenu' } as const] : []),
      {
        label: '&File',
        submenu: [
          command('Open…', 'open', 'CmdOrCtrl+O'),
          {
            label: 'Open Recent',
            enabled: recentFiles.length > 0,
            submenu: recentFiles.map((path) => ({
              label: basename(path).replaceAll('&', '&&'),
              toolTip: path,
              click: () => {
                open(path);
              },
            })),
          },
          separator,
          command('Save Result As…', 'save-as', 'CmdOrCtrl+S'),
          separator,
          command('Settings…', 'settings', 'CmdOrCtrl+,'),
          separator,
          { role: mac ? 'close' : 'quit' },
        ],
      },
      { role: 'editMenu' },
      { label: '&Picture', submenu: [command('Run', 'run', 'CmdOrCtrl+Enter'), command('Cancel Job', 'cancel', 'CmdOrCtrl+.')] },
      {
        label: '&View',
        submenu: [
          shownOnly('Fit', 'fit', '0'),
          shownOnly('100 %', 'actual-size', '1'),
          shownOnly('Zoom In', 'zoom-in', 'Plus'),
          shownOnly('Zoom Out', 'zoom-out', '-'),
          separator,
          { role: 'togglefullscreen' },
          ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
        ],
      },
      { role: 'windowMenu' },
      { role: 'help', submenu: [shownOnly('Keyboard Shortcuts', 'shortcuts', '?')] },
    ]),
  );
}
