/** @file Keys that work wherever the focus is, as the registry of commands and the user's changes have it. Renderer. */
import { belongsToSliders, belongsToText, combinationOf } from '../shortcuts/combination.ts';
import { keymap } from '../shortcuts/keymap.ts';
import { useApplication } from '../stores/application.ts';
import { useView } from '../stores/view.ts';
import { type Command, commands, isCommandId } from './commands.ts';

/** Listens until the returned function is called. */
export function bindKeys(): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  let held: { readonly code: string; readonly release: () => unknown } | null = null;
  const letGo = () => {
    held?.release();
    held = null;
  };

  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || useView.getState().dialog !== null) return;
    const command = commandFor(event);
    if (!command || (!command.anywhere && useView.getState().screen !== 'edit')) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat && !command.repeats) return;
    command.run();
    if (command.release) held = { code: event.code, release: command.release };
  };
  const listenFirst = (event: KeyboardEvent) => {
    if (!isBare(combinationOf(event) ?? '')) listen(event);
  };
  // A button that has the focus takes Ctrl+Enter for Enter, so combinations are heard before it; plain keys are its own first.
  window.addEventListener('keydown', listenFirst, { signal, capture: true });
  window.addEventListener('keydown', listen, { signal });
  window.addEventListener(
    'keyup',
    (event) => {
      if (event.code === held?.code) letGo();
    },
    { signal },
  );
  window.addEventListener('blur', letGo, { signal });
  return () => {
    controller.abort();
  };
}

function commandFor(event: KeyboardEvent): Command | undefined {
  const combination = combinationOf(event);
  if (combination === null || isSpokenFor(event.target, combination)) return undefined;
  const id = keymap(commands, useApplication.getState().settings.shortcuts).get(combination);
  return id !== undefined && isCommandId(id) ? commands[id] : undefined;
}

const isBare = (combination: string): boolean => !/^(Mod|Alt)\+/.test(combination);

/** Whether the control that has the focus needs these keys itself. */
function isSpokenFor(target: EventTarget | null, combination: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const bare = isBare(combination);
  if (target.matches('input:not([type=checkbox], [type=radio], [type=range]), textarea, select')) return bare || belongsToText(combination);
  if (target.matches('[type=range], [role=slider]')) return belongsToSliders(combination);
  if (combination === 'Enter' && target.closest('a, button, summary, label, [role=button], [role=option]')) return true;
  return bare && target.closest('[role=menu]') !== null;
}
