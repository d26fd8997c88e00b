/** @file Combinations of keys as people read them. Renderer. */
import { type CommandId, commands } from '../actions/commands.ts';
import { t } from '../i18n.ts';
import { useApplication } from '../stores/application.ts';
import { partsOf } from './combination.ts';
import { keysOf } from './keymap.ts';
import { isMac } from './platform.ts';

const macModifiers: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' };

const named = (part: string) => t(`keys.${part}` as 'keys.Mod', { defaultValue: part });

/** `⇧⌘K` on a Mac, `Ctrl+Shift+K` elsewhere. */
export function combinationWords(combination: string): string {
  const { modifiers, key } = partsOf(combination);
  if (isMac) return [...modifiers.map((it) => macModifiers[it]).reverse(), named(key)].join('');
  return [...modifiers.map(named), named(key)].join('+');
}

/** The first combination that asks for a command, for its tooltip; undefined where it has none. */
export function useShortcut(id: CommandId): string | undefined {
  const first = useApplication((state) => keysOf(commands, state.settings.shortcuts, id)[0]);
  return first === undefined ? undefined : combinationWords(first);
}
