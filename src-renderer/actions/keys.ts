/**
 * @file Keys that work wherever the focus is. Renderer.
 *
 * Keys with Ctrl stand in the native menu too; handled here first, they reach it no more.
 */
import { currentSurface } from '../canvas/current-surface.ts';
import { resultOf, useJobs } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';
import { useView } from '../stores/view.ts';
import { commands } from './commands.ts';
import { closeSelectedPicture, selectNeighbour } from './pictures.ts';

const withControl: Record<string, () => void> = {
  o: commands.open,
  s: commands['save-as'],
  ',': commands.settings,
  '.': commands.cancel,
  Enter: commands.run,
  w: closeSelectedPicture,
};

const plain: Record<string, () => void> = {
  '0': commands.fit,
  '1': commands['actual-size'],
  '+': commands['zoom-in'],
  '=': commands['zoom-in'],
  '-': commands['zoom-out'],
  '?': commands.shortcuts,
  c: toggleCompare,
  PageDown: () => {
    selectNeighbour(1);
  },
  PageUp: () => {
    selectNeighbour(-1);
  },
};
const peekKey = '\\';

function toggleCompare(): void {
  const { selectedId } = usePictures.getState();
  const { compare, setCompare } = useView.getState();
  if (selectedId !== null && resultOf(useJobs.getState().jobs, selectedId)) setCompare(!compare);
}

/** Listens until the returned function is called. */
export function bindKeys(): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || event.altKey) return;
      if (useView.getState().dialog !== null) return;
      const control = event.ctrlKey || event.metaKey;
      if (!control && isTyping(event.target)) return;
      if (!control && event.key === peekKey) currentSurface()?.setPeeking(true);
      const action = (control ? withControl : plain)[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!action) return;
      event.preventDefault();
      if (!event.repeat || event.key === '+' || event.key === '-') action();
    },
    { signal },
  );
  window.addEventListener(
    'keyup',
    (event) => {
      if (event.key === peekKey) currentSurface()?.setPeeking(false);
    },
    { signal },
  );
  window.addEventListener('blur', () => currentSurface()?.setPeeking(false), { signal });
  return () => {
    controller.abort();
  };
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type=checkbox], [type=radio], [type=range]), textarea, select');
