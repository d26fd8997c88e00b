/**
 * @file Sessions in a thread of their own: a run blocks the thread that asks for it, and packing, blending, decoding and
 * encoding go on meanwhile. Runs in the engine.
 */
import { Worker } from 'node:worker_threads';
import { type Result, succeed } from '../../src-shared/result.ts';
import type { CreateSession, NetworkRun, SessionSource } from './session.ts';
import type { Answer, Question } from './session-thread.ts';

type Asked<Q = Question> = Q extends Question ? Omit<Q, 'id'> : never;

/**
 * `program` is the bundled session-thread.mjs. There is one thread, for as long as the process lives: ONNX Runtime ends
 * the process when a thread is ended during a run. Runs wait for each other, as they would on one device.
 */
export function threadedSessions(program: string): CreateSession {
  let thread: Worker | undefined;
  let lastId = 0;
  const waiting = new Map<number, (answer: Answer) => void>();

  function start(): Worker {
    const started = new Worker(program);
    started.on('message', (answer: Answer) => {
      waiting.get(answer.id)!(answer);
      waiting.delete(answer.id);
      if (waiting.size === 0) started.unref();
    });
    // Nothing that a thread throws is foreseen: the process ends, and whoever started it says so and starts another.
    started.on('error', (error) => {
      throw error;
    });
    return started;
  }

  function ask(question: Asked): Promise<Answer> {
    thread ??= start();
    // The process is kept for an answer only.
    thread.ref();
    lastId += 1;
    const id = lastId;
    thread.postMessage({ ...question, id });
    return new Promise((resolve) => waiting.set(id, resolve));
  }

  return async (source: SessionSource, provider) => {
    const { id: session, result } = await ask({ kind: 'create', source, provider });
    const created = result as Result<null>;
    if (!created.ok) return created;
    return succeed({
      provider,
      run: async (image, hole) => (await ask({ kind: 'run', session, image, hole })).result as Result<NetworkRun>,
      release: async () => void (await ask({ kind: 'release', session })),
    });
  };
}
