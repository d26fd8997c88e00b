/** @file The native menu, shown as the window describes it. Main process. */
import { Menu, type MenuItemConstructorOptions, app } from 'electron';
import { basename } from 'node:path';
import type { ApplicationMenu, MenuItem } from '../src-shared/menu.ts';

type MenuActions = { readonly choose: (commandId: string) => void; readonly open: (path: string) => void };

export function setMenu(menu: ApplicationMenu, recentFiles: readonly string[], { choose, open }: MenuActions): void {
  const nativeItem = (item: MenuItem): MenuItemConstructorOptions => {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'role':
        return { role: item.role, label: item.label };
      case 'recent':
        return { label: item.label, enabled: recentFiles.length > 0, submenu: recentFiles.map(recentItem) };
      case 'command':
        return {
          id: item.id,
          label: item.label,
          ...(item.accelerator === undefined ? {} : { accelerator: item.accelerator }),
          // The window answers the keys itself: it knows whether a field or a dialog has the focus.
          registerAccelerator: false,
          click: () => {
            choose(item.id);
          },
        };
    }
  };
  const recentItem = (path: string): MenuItemConstructorOptions => ({
    label: basename(path).replaceAll('&', '&&'),
    toolTip: path,
    click: () => {
      open(path);
    },
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
      ...menu.map(({ label, items }) => ({ label, submenu: items.map(nativeItem) })),
      ...(app.isPackaged ? [] : [{ label: '&Development', submenu: [{ role: 'toggleDevTools' } as const] }]),
    ]),
  );
}
