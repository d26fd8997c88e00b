/**
 * @file Calls an engine process as if it were a function: request ids, progress, cancel, crash -> reason -> restart ->
 * one retry. Used by main (Electron 25 and newer) and the command line.
 */
import { z } from 'zod';
import { type EngineMethod, type EngineRequest, engineRequests, type EngineResponse, type FromEngine } from '../../src-shared/engine-messages.ts';
import { type Failure, failure } from '../../src-shared/failure.ts';
import type { Progress } from '../../src-shared/job.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { type EngineProcess, startEngineProcess } from './engine-process.ts';
import type { SpawnOptions } from './spawn.ts';

export type CallOptions = { readonly signal?: AbortSignal; readonly onProgress?: (progress: Progress) => void };

export type EngineClient = {
  call<M extends EngineMethod>(method: M, body: EngineRequest<M>, options?: CallOptions): Promise<Result<EngineResponse<M>>>;
  /** Ends the process; calls that are not answered are cancelled. */
  dispose(): Promise<void>;
};

export type EngineClientOptions = SpawnOptions & {
  /** The bundled `engine.cjs`. */
  readonly program: string;
  /** Told of crashes and restarts, a line each. */
  readonly log?: (line: string) => void;
  /** How long an engine may ignore a cancel before it is killed. */
  readonly hardStopMs?: number;
};

type Pending = {
  readonly method: EngineMethod;
  readonly body: unknown;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly answer: (result: Result<unknown>) => void;
  /** Set once the caller has cancelled. */
  hardStop?: NodeJS.Timeout;
  /** How the process ended that had the request before. */
  crash?: string;
};

const cancelled = failWith(failure('cancelled', 'Cancelled.'));

/** Starts the first process at once, so that it is warm by the first call; later ones when a call needs them. */
export function createEngineClient({ program, log = () => undefined, hardStopMs = 5_000, ...spawning }: EngineClientOptions): EngineClient {
  const pending = new Map<number, Pending>();
  let nextId = 0;
  let disposed = false;
  let current: EngineProcess | null = start();

  function start(): EngineProcess {
    return startEngineProcess(program, spawning, { onMessage, onEnd });
  }

  function onEnd(reason: string, killed: boolean): void {
    current = null;
    if (disposed) return;
    log(`engine: ${reason}`);
    recover(reason, killed);
  }

  function onMessage(message: FromEngine): void {
    if (message.kind === 'ready') return;
    const request = pending.get(message.id);
    if (!request) return;
    if (message.kind === 'progress') request.onProgress?.(message.progress);
    else if (message.kind === 'failed') settle(message.id, failWith(message.failure));
    else settle(message.id, parseResponse(request.method, message.body));
  }

  /** Requests that were cancelled are over; the others get one more try, unless this was theirs. A deliberate kill is no try. */
  function recover(reason: string, killed: boolean): void {
    for (const [id, request] of pending) {
      if (request.hardStop) settle(id, cancelled);
      else if (request.crash !== undefined && !killed) settle(id, failWith(crashFailure(reason, request.crash)));
      else {
        if (!killed) request.crash = reason;
        send(id, request);
      }
    }
  }

  function send(id: number, { method, body, crash }: Pending): void {
    current ??= start();
    current.send({ kind: 'request', id, method, body, ...(crash === undefined ? {} : { crash }) });
  }

  function cancel(id: number): void {
    const request = pending.get(id);
    if (!request || request.hardStop) return;
    request.hardStop = setTimeout(() => {
      log('engine: does not react to a cancel and is stopped');
      current?.kill();
    }, hardStopMs);
    current?.send({ kind: 'cancel', id });
  }

  function settle(id: number, result: Result<unknown>): void {
    const request = pending.get(id);
    clearTimeout(request?.hardStop);
    pending.delete(id);
    request?.answer(result);
  }

  return {
    call<M extends EngineMethod>(method: M, body: EngineRequest<M>, { signal, onProgress }: CallOptions = {}) {
      if (disposed || signal?.aborted) return Promise.resolve(cancelled);
      return new Promise<Result<EngineResponse<M>>>((resolve) => {
        const id = nextId++;
        const abort = () => {
          cancel(id);
        };
        const answer = (result: Result<unknown>) => {
          signal?.removeEventListener('abort', abort);
          resolve(result as Result<EngineResponse<M>>);
        };
        signal?.addEventListener('abort', abort);
        const request: Pending = { method, body, onProgress, answer };
        pending.set(id, request);
        send(id, request);
      });
    },
    async dispose() {
      disposed = true;
      for (const id of pending.keys()) settle(id, cancelled);
      await current?.close();
    },
  };
}

function parseResponse(method: EngineMethod, body: unknown): Result<unknown> {
  const parsed = engineRequests[method].response.safeParse(body);
  if (parsed.success) return succeed(parsed.data);
  return failWith(failure('internal', `The engine answered ${method} in an unexpected form.`, { detail: z.prettifyError(parsed.error) }));
}

function crashFailure(second: string, first: string): Failure {
  return failure('engine-crashed', 'The engine stopped twice while it worked on this.', {
    advice: 'Close programs that need much memory, or try again with smaller tiles.',
    detail: `first: ${first}\nthen: ${second}`,
  });
}
