/** @file The bridge between the sandboxed renderer and main: `window.imago`. Preload script of the window. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from '../src-shared/ipc.ts';

/** `webUtils` is missing before Electron 29, `File.path` since 32. */
const pathOf = (file: File & { readonly path?: string }): string =>
  (webUtils as typeof webUtils | undefined)?.getPathForFile(file) ?? file.path ?? '';

type Tell = (name: string, value: unknown) => void;
/** One listener of Electron's for all of the page's: it warns of a leak where there are more than ten. */
const listeners = new Set<Tell>();
ipcRenderer.on('imago:event', (_event: unknown, name: string, value: unknown) => {
  for (const tell of listeners) tell(name, value);
});

const bridge: Bridge = {
  call: (name, ...payload) => ipcRenderer.invoke('imago:call', name, payload[0]),
  on: (name, listener) => {
    const tell: Tell = (told, value) => {
      if (told === name) listener(value as Parameters<typeof listener>[0]);
    };
    listeners.add(tell);
    return () => listeners.delete(tell);
  },
  pathOf: (file) => pathOf(file as File),
};

/** One listener for each kind of event; the window listens to each once, so that many are no leak. */
ipcRenderer.setMaxListeners(0);
contextBridge.exposeInMainWorld('imago', bridge);
