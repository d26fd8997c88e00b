/** @file The bridge between the sandboxed renderer and main: `window.imago`. Preload script of the window. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Answered, Bridge, CallAnswer, CallName } from '../src-shared/ipc.ts';

/** `webUtils` is missing before Electron 29, `File.path` since 32. */
const pathOf = (file: File & { readonly path?: string }): string =>
  (webUtils as typeof webUtils | undefined)?.getPathForFile(file) ?? file.path ?? '';

type Tell = (name: string, value: unknown) => void;
/** One listener of Electron's for all of the page's: it warns of a leak where there are more than ten. */
const listeners = new Set<Tell>();
ipcRenderer.on('imago:event', (_event: unknown, name: string, value: unknown) => {
  for (const tell of listeners) tell(name, value);
});

/** By the id of the call. An answer to the page that was here before a reload has an id that this one does not know. */
const waiting = new Map<string, (answered: Answered) => void>();
const page = crypto.randomUUID();
let calls = 0;
ipcRenderer.on('imago:answer', (_event: unknown, id: string, answered: Answered) => {
  waiting.get(id)?.(answered);
  waiting.delete(id);
});

/** See [Note: Order of answers]. */
function call<N extends CallName>(name: N, payload: unknown): Promise<CallAnswer[N]> {
  const id = `${page} ${++calls}`;
  return new Promise((resolve, reject) => {
    waiting.set(id, (answered) => {
      if (answered.ok) resolve(answered.value as CallAnswer[N]);
      else reject(new Error(answered.message));
    });
    ipcRenderer.send('imago:call', id, name, payload);
  });
}

const bridge: Bridge = {
  call: (name, ...payload) => call(name, payload[0]),
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
