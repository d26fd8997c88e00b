/**
 * @file The typed border to the renderer, main's half: one channel for calls, one for events. Main process.
 *
 * The sender is checked and the payload parsed here and nowhere else.
 */
import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { z } from 'zod';
import { type CallAnswer, type CallName, type EventName, type Events, callSchemas } from '../src-shared/ipc.ts';

type Answer<N extends CallName> = CallAnswer[N] | Promise<CallAnswer[N]>;
export type Handlers = { readonly [N in CallName]: (payload: z.output<(typeof callSchemas)[N]>) => Answer<N> };

const isCallName = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(callSchemas, name);

export function answerCalls(handlers: Handlers, isTrusted: (event: IpcMainInvokeEvent) => boolean): void {
  ipcMain.handle('imago:call', (event, name: unknown, payload: unknown) => {
    if (!isTrusted(event)) throw new Error(`expected a call from Imago's own window, got one from ${event.senderFrame?.url ?? 'a closed frame'}`);
    if (!isCallName(name)) throw new Error(`expected the name of a call, got ${String(name)}`);
    return answer(handlers, name, payload);
  });
}

function answer<N extends CallName>(handlers: Handlers, name: N, payload: unknown): Answer<N> {
  const parsed = callSchemas[name].safeParse(payload);
  if (!parsed.success) throw new Error(`expected the payload of ${name}, got: ${parsed.error.message}`);
  return handlers[name](parsed.data as z.output<(typeof callSchemas)[N]>);
}

export function tell<N extends EventName>(window: BrowserWindow, name: N, value: Events[N]): void {
  if (!window.isDestroyed()) window.webContents.send('imago:event', name, value);
}
