/** @file The only file that touches `window.imago`: calls to main, events from it, paths of dropped files. Renderer. */
import type { Bridge } from '../../src-shared/ipc.ts';

declare global {
  interface Window {
    readonly imago: Bridge;
  }
}

export const call: Bridge['call'] = (name, ...payload) => window.imago.call(name, ...payload);
export const on: Bridge['on'] = (name, listener) => window.imago.on(name, listener);

/** The paths of files on disk; what comes from elsewhere (a picture dragged out of a browser) has none and is left out. */
export const pathsOf = (files: FileList): string[] => [...files].map((file) => window.imago.pathOf(file)).filter((path) => path !== '');
