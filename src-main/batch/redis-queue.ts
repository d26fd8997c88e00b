/**
 * @file A batch that several machines share: whoever owns the journal puts items into a queue on a Redis, workers take them
 * and write results to storage that all of them see. Command line.
 *
 * [Note: Exactly once] The queue gives an item at least once: a worker that ends in the middle loses its lock, and another
 * one takes the item. Every try writes to a temporary name and renames, and only the owner of the journal counts a result,
 * by the item's own id; so a second try replaces a file by the same one, and nothing is counted twice.
 */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type ConnectionOptions, type Job, Queue, QueueEvents, Worker } from 'bullmq';
import { z } from 'zod';
import { engineRequests } from '../../src-shared/engine-messages.ts';
import { type Failure, failure, failureSchema } from '../../src-shared/failure.ts';
import { failWith, type Result } from '../../src-shared/result.ts';
import { removeUnfinished } from '../image-io/publish.ts';
import type { Perform, RunContext, RunRequest } from './item-work.ts';
import { sayRarely } from './say-rarely.ts';

const queueName = 'imago';
/** Items in the queue at a time; the rest waits in the journal. */
export const queueLanes = 64;

const resultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: engineRequests.run.response }),
  z.object({ ok: z.literal(false), error: failureSchema }),
]);

export type QueueOptions = { readonly url: string; readonly log: (line: string) => void };

const reconnectMs = 1000;

/** Commands wait while the Redis is away, until `ending` aborts, and go on when it is back; blocking ones must, BullMQ says. */
function connectionTo(url: string, ending: AbortSignal): ConnectionOptions {
  const { hostname, port, username, password, pathname, protocol } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 6379),
    db: Number(pathname.slice(1) || 0),
    maxRetriesPerRequest: null,
    // null: it gives up, and no timer keeps the program from ending.
    retryStrategy: () => (ending.aborted ? null : reconnectMs),
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  };
}

/** The connection tries again by itself, for as long as it takes. */
function complaint(log: (line: string) => void): (error: Error) => void {
  const say = sayRarely(log, () => performance.now());
  return ({ message }) => {
    say(`queue: ${message}; waiting until the Redis answers`);
  };
}

export type SharedQueue = { readonly perform: Perform; close(): Promise<void> };

type RunAnswer = z.output<typeof engineRequests.run.response>;
const keptSeconds = { age: 24 * 3600 };

/** How often a result is looked up that no event told of: events are lost while the Redis is away. */
const lookUpMs = 5000;

export function openSharedQueue({ url, log }: QueueOptions): SharedQueue {
  const ending = new AbortController();
  const connection = connectionTo(url, ending.signal);
  const queue = new Queue(queueName, { connection });
  const events = new QueueEvents(queueName, { connection });
  const complain = complaint(log);
  queue.on('error', complain);
  events.on('error', complain);
  const waiting = new Map<string, () => void>();
  const wake = ({ jobId }: { jobId: string }) => waiting.get(jobId)?.();
  events.on('completed', wake);
  events.on('failed', wake);

  const add = (jobId: string, request: RunRequest) => queue.add('run', request, { jobId, attempts: 5, backoff: 1000, removeOnComplete: keptSeconds, removeOnFail: keptSeconds });

  async function resultOf(jobId: string, request: RunRequest, signal: AbortSignal): Promise<Result<RunAnswer>> {
    for (let again = false; ; ) {
      if (signal.aborted) return failWith(failure('cancelled', 'Cancelled.'));
      const job = (await queue.getJob(jobId)) as Job<unknown, unknown> | undefined;
      // A Redis that keeps nothing on disk forgets when it is started again.
      if (!job) {
        await add(jobId, request);
        again = true;
      } else if (job.finishedOn !== undefined && job.returnvalue !== null && job.returnvalue !== undefined) {
        // What a worker that was killed left of it.
        if (again || job.attemptsStarted > 1) await removeUnfinished(request.target!.path);
        return resultSchema.parse(job.returnvalue);
      } else if (await job.isFailed()) return failWith(stalledFailure(job.failedReason));
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookUpMs);
        const go = () => {
          clearTimeout(timer);
          resolve();
        };
        waiting.set(jobId, go);
        signal.addEventListener('abort', go, { once: true });
      });
      waiting.delete(jobId);
    }
  }

  async function share(jobId: string, request: RunRequest, { signal, onProgress }: RunContext): Promise<Result<RunAnswer>> {
    const old = (await queue.getJob(jobId)) as Job | undefined;
    // A result of an earlier run counts no more.
    if (old?.finishedOn !== undefined) await old.remove();
    await add(jobId, request);
    onProgress({ phase: 'run', done: 0 });
    return resultOf(jobId, request, signal);
  }

  return {
    async perform(request, context) {
      // One id for one piece of work: an owner that was killed finds its items in the queue when it resumes.
      const jobId = createHash('sha256').update(JSON.stringify([request.input, request.recipe, request.target, request.series])).digest('hex');
      // A second try has to replace what the first may have left; the name is this item's alone.
      const work = share(jobId, { ...request, target: { ...request.target!, overwrite: true } }, context);
      const result = await unlessAborted(work, context.signal);
      if (context.signal.aborted) await atMost(goodbyeMs, queue.remove(jobId));
      return result;
    },
    async close() {
      ending.abort();
      for (const go of waiting.values()) go();
      await atMost(goodbyeMs, Promise.all([events.close(), queue.close()]));
    },
  };
}

/** What a command waits for that a Redis which is away does not answer. */
async function unlessAborted<T>(work: Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> {
  const aborted = new Promise<Result<T>>((resolve) => {
    const end = () => {
      resolve(failWith(failure('cancelled', 'Cancelled.')));
    };
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });
  return Promise.race([work, aborted]);
}

/** What is not to be waited for longer: the program ends. */
const goodbyeMs = 2000;
const atMost = (ms: number, work: Promise<unknown>): Promise<unknown> => Promise.race([work.catch(() => null), delay(ms)]);

const stalledFailure = (reason: string): Failure =>
  failure('engine-crashed', 'Workers stopped again and again while they worked on this picture.', { advice: 'Try it alone; it may need more memory than a worker has.', detail: reason });

/** Works on what the queue gives until `signal` aborts; what is in work then is given back. A worker that gives no sign for `lostAfterMs` is taken for dead. */
export async function workOnQueue(perform: Perform, { url, log, lostAfterMs }: QueueOptions & { readonly lostAfterMs: number }, signal: AbortSignal, onResult: (input: string, result: Result<RunAnswer>) => void): Promise<void> {
  const worker = new Worker(
    queueName,
    async (job: Job<unknown>) => {
      const request = engineRequests.run.request.parse(job.data);
      const result = await perform(request, { signal, onProgress: () => undefined });
      // Another worker takes what was abandoned.
      if (!result.ok && result.error.code === 'cancelled') throw new Error('the worker was stopped');
      onResult(request.input as string, result);
      return result;
    },
    // The next picture is decoded while one runs. A picture that ends three workers is given up.
    { connection: connectionTo(url, signal), concurrency: 3, lockDuration: lostAfterMs, stalledInterval: lostAfterMs, maxStalledCount: 3 },
  );
  worker.on('error', complaint(log));
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => { resolve(); }, { once: true });
  });
  await atMost(goodbyeMs, worker.close(true));
}
