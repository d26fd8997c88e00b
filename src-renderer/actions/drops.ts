/** @file Files dropped on the window or pasted into it. Renderer. */
import { pathsOf } from '../api/bridge.ts';
import { useView } from '../stores/view.ts';
import { dropModel } from './models.ts';
import { pasteInto } from './paste.ts';
import { openFiles } from './pictures.ts';

const isTextField = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.matches('input:not([type=checkbox], [type=radio], [type=range]), textarea');

/** Listens until the returned function is called; `onHover` is told whether files hang over the window. */
export function bindDrops(onHover: (hovering: boolean) => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  /** Enter and leave come for every element on the way, so they are counted. */
  let depth = 0;
  const hover = (next: number) => {
    depth = Math.max(0, next);
    onHover(depth > 0);
  };
  const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

  window.addEventListener(
    'dragenter',
    (event) => {
      if (carriesFiles(event)) hover(depth + 1);
    },
    { signal },
  );
  window.addEventListener(
    'dragleave',
    (event) => {
      if (carriesFiles(event)) hover(depth - 1);
    },
    { signal },
  );
  window.addEventListener(
    'dragover',
    (event) => {
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = carriesFiles(event) ? 'copy' : 'none';
    },
    { signal },
  );
  window.addEventListener(
    'drop',
    (event) => {
      hover(0);
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (!event.dataTransfer) return;
      if (dropModel(pathsOf(event.dataTransfer.files))) return;
      useView.getState().setScreen('edit');
      void openFiles(event.dataTransfer.files);
    },
    { signal },
  );
  window.addEventListener(
    'paste',
    (event) => {
      if (useView.getState().screen === 'edit' && !isTextField(event.target)) void pasteInto(event.clipboardData);
    },
    { signal },
  );
  return () => {
    controller.abort();
  };
}
