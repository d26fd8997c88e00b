/**
 * @file Sessions in threads of their own: a run blocks the thread that asks for it, and packing, blending, decoding and
 * encoding go on meanwhile. Runs in the engine.
 *
 * [Note: Two lanes] The threads that compute one run wait for each other after every layer, so that whatever else needs a
 * core for a moment stops them all. Two tiles at a time, each on half of the cores, wait for nobody.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Provider } from '../../src-shared/device.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { gatherRuns } from './gathered-runs.ts';
import type { CreateSession, NetworkRun, PlanarImage, Session } from './session.ts';
import type { Answer, Question } from './session-thread.ts';

type Asked<Q = Question> = Q extends Question ? Omit<Q, 'id'> : never;
type Thread = {
  ask(question: Asked): Promise<Answer>;
  /** Questions that it has not answered. */
  waiting(): number;
};

/** The same network in one thread. */
type Lane = { readonly thread: Thread; readonly session: number };

/** Memory grows with each: what a tile needs is held as often. */
const mostLanes = 2;

/**
 * `program` is the bundled session-thread.mjs. Its threads live as long as the process: ONNX Runtime ends the process when
 * a thread is ended during a run. Runs of a thread wait for each other, as they would on one device.
 */
export function threadedSessions(program: string, cores = availableParallelism(), gathers: (provider: Provider) => boolean = (provider) => provider !== 'cpu'): CreateSession {
  const threads: Thread[] = [];
  return async (source, provider) => {
    const several = source.tiles !== undefined && gathers(provider);
    const count = source.tiles !== undefined && !several ? Math.min(mostLanes, cores) : 1;
    const lanes: Lane[] = [];
    let takesSeveral = false;
    for (let lane = 0; lane < count; lane += 1) {
      const thread = (threads[lane] ??= startThread(program));
      const { id, result } = await thread.ask({ kind: 'create', source: { ...source, several }, provider, threads: Math.floor(cores / count) });
      const created = result as Result<{ readonly several: boolean }>;
      if (!created.ok) {
        await releaseAll(lanes);
        return created;
      }
      lanes.push({ thread, session: id });
      takesSeveral = created.value.several;
    }
    const session = sessionOf(provider, lanes);
    return succeed(takesSeveral ? gathered(session, lanes[0]!, source.tiles!) : session);
  };
}

async function releaseAll(lanes: readonly Lane[]): Promise<void> {
  await Promise.all(lanes.map(({ thread, session }) => thread.ask({ kind: 'release', session })));
}

function sessionOf(provider: Provider, lanes: readonly Lane[]): Session {
  return {
    provider,
    lanes: lanes.length,
    async run(image, hole) {
      const { thread, session } = lanes.reduce((free, it) => (it.thread.waiting() < free.thread.waiting() ? it : free));
      const ran = (await thread.ask({ kind: 'run', session, image, hole })).result as Result<NetworkRun>;
      return ran.ok ? succeed({ ...ran.value, milliseconds: ran.value.milliseconds / lanes.length }) : ran;
    },
    release: () => releaseAll(lanes),
  };
}

/** See [Note: Gathered runs]; `tile` is the side of the network's tiles. */
function gathered(session: Session, { thread, session: id }: Lane, tile: number): Session {
  const runSeveral = async (images: readonly PlanarImage[]) => (await thread.ask({ kind: 'run-several', session: id, images })).result as Result<readonly NetworkRun[]>;
  return { ...session, run: gatherRuns(session.run, runSeveral, tile ** 2) };
}

function startThread(program: string): Thread {
  const waiting = new Map<number, (answer: Answer) => void>();
  let lastId = 0;
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
  return {
    waiting: () => waiting.size,
    ask(question) {
      // The process is kept for an answer only.
      started.ref();
      lastId += 1;
      const id = lastId;
      started.postMessage({ ...question, id });
      return new Promise((resolve) => waiting.set(id, resolve));
    },
  };
}
