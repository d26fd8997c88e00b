/**
 * @file The typed border to the renderer, main's half: one channel for calls, one for events. Main process.
 *
 * The sender is checked and the payload parsed here and nowhere else.
 */
import { type BrowserWindow, type IpcMainEvent, ipcMain } from 'electron';
import type { z } from 'zod';
import { type Answered, type CallAnswer, type CallName, type EventName, type Events, callSchemas } from '../src-shared/ipc.ts';

type Answer<N extends CallName> = CallAnswer[N] | Promise<CallAnswer[N]>;
export type Handlers = { readonly [N in CallName]: (payload: z.output<(typeof callSchemas)[N]>) => Answer<N> };

const isCallName = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(callSchemas, name);

/**
 * [Note: Order of answers] Answers go the way of events, since those of Electron's `invoke` go another and may overtake them:
 * what main has told before it answers is known in the window when the answer comes.
 */
export function answerCalls(handlers: Handlers, isTrusted: (event: IpcMainEvent) => boolean): void {
  ipcMain.on('imago:call', (event, id: unknown, name: unknown, payload: unknown) => {
    const reply = (answered: Answered) => {
      if (!event.sender.isDestroyed()) event.sender.send('imago:answer', id, answered);
    };
    const call = async () => {
      if (!isTrusted(event)) throw new Error(`expected a call from Imago's own window, got one from ${event.senderFrame?.url ?? 'a closed frame'}`);
      if (!isCallName(name)) throw new Error(`expected the name of a call, got ${String(name)}`);
      return answer(handlers, name, payload);
    };
    call().then(
      (value) => {
        reply({ ok: true, value });
      },
      (error: unknown) => {
        console.error(`The call of ${String(name)} failed:`, error);
        reply({ ok: false, message: error instanceof Error ? error.message : String(error) });
      },
    );
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
