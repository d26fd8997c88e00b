/** @file The application menu, made from the registry of commands in the language that is shown. Renderer. */
import type { ApplicationMenu, MenuItem } from '../../src-shared/menu.ts';
import { call } from '../api/bridge.ts';
import { t } from '../i18n.ts';
import { acceleratorOf, partsOf } from '../shortcuts/combination.ts';
import { keysOf } from '../shortcuts/keymap.ts';
import { isMac } from '../shortcuts/platform.ts';
import { useApplication } from '../stores/application.ts';
import { type CommandGroup, type CommandId, commandIds, commands } from './commands.ts';

type Role = Extract<MenuItem, { kind: 'role' }>['role'];

const separator: MenuItem = { kind: 'separator' };
const role = (name: Role): MenuItem => ({ kind: 'role', role: name, label: t(`menu.roles.${name}`) });

function commandItem(id: CommandId): MenuItem {
  const [keys] = keysOf(commands, useApplication.getState().settings.shortcuts, id);
  // On a Mac the menu takes its keys before the window sees them: a bare letter could not be typed any more.
  const accelerator = keys === undefined || (isMac && partsOf(keys).modifiers.length === 0) ? undefined : acceleratorOf(keys);
  return { kind: 'command', id, label: t(`commands.${id}`), ...(accelerator === undefined ? {} : { accelerator }) };
}

const itemsOf = (group: CommandGroup): MenuItem[] => commandIds.filter((id) => commands[id].group === group && !commands[id].release).map(commandItem);

function applicationMenu(): ApplicationMenu {
  const [open, ...file] = itemsOf('file');
  const recent: MenuItem = { kind: 'recent', label: t('menu.recent') };
  return [
    { label: t('menu.file'), items: [...(open ? [open] : []), recent, separator, ...file, separator, role(isMac ? 'close' : 'quit')] },
    { label: t('menu.edit'), items: [...itemsOf('edit'), separator, role('cut'), role('copy'), role('paste'), role('selectAll')] },
    { label: t('menu.picture'), items: itemsOf('picture') },
    { label: t('menu.view'), items: [...itemsOf('view'), separator, ...itemsOf('go'), separator, role('togglefullscreen'), role('minimize')] },
    { label: t('menu.help'), items: itemsOf('help') },
  ];
}

let told = '';

/** Tells main, where anything has changed. */
export async function tellMenu(): Promise<void> {
  const menu = applicationMenu();
  if (JSON.stringify(menu) === told) return;
  told = JSON.stringify(menu);
  await call('menu:show', menu);
}
