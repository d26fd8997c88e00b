/** @file The bridge between the sandboxed renderer and main: `window.imago`. Preload script of the window. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge, Events } from '../src-shared/ipc.ts';

/** `webUtils` is missing before Electron 29, `File.path` since 32. */
const pathOf = (file: File & { readonly path?: string }): string =>
  (webUtils as typeof webUtils | undefined)?.getPathForFile(file) ?? file.path ?? '';

const bridge: Bridge = {
  call: (name, ...payload) => ipcRenderer.invoke('imago:call', name, payload[0]),
  on: (name, listener) => {
    const forward = (_event: unknown, told: unknown, value: Events[typeof name]) => {
      if (told === name) listener(value);
    };
    ipcRenderer.on('imago:event', forward);
    return () => ipcRenderer.removeListener('imago:event', forward);
  },
  pathOf: (file) => pathOf(file as File),
};

/** One listener for each kind of event; the window listens to each once, so that many are no leak. */
ipcRenderer.setMaxListeners(0);
contextBridge.exposeInMainWorld('imago', bridge);
