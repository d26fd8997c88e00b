/**
 * @file A batch that several machines share: whoever owns the journal puts items into a queue on a Redis, workers take them
 * and write results to storage that all of them see. Command line.
 *
 * [Note: Exactly once] The queue gives an item at least once: a worker that ends in the middle loses its lock, and another
 * one takes the item. Every try writes to a temporary name and renames, and only the owner of the journal counts a result,
 * by the item's own id; so a second try replaces a file by the same one, and nothing is counted twice.
 */
import { createHash } from 'node:crypto';
import { type ConnectionOptions, type Job, Queue, QueueEvents, Worker } from 'bullmq';
import { z } from 'zod';
import { engineRequests } from '../../src-shared/engine-messages.ts';
import { type Failure, failure, failureSchema } from '../../src-shared/failure.ts';
import { failWith, type Result } from '../../src-shared/result.ts';
import { removeUnfinished } from '../image-io/publish.ts';
import type { Perform, RunRequest } from './item-work.ts';

const queueName = 'imago';
/** Items in the queue at a time; the rest waits in the journal. */
export const queueLanes = 64;

const resultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: engineRequests.run.response }),
  z.object({ ok: z.literal(false), error: failureSchema }),
]);

export type QueueOptions = { readonly url: string; readonly log: (line: string) => void };

/** Commands wait while the Redis is away and go on when it is back; blocking ones must, BullMQ says. */
function connectionTo(url: string): ConnectionOptions {
  const { hostname, port, username, password, pathname, protocol } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 6379),
    db: Number(pathname.slice(1) || 0),
    maxRetriesPerRequest: null,
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  };
}

export type SharedQueue = { readonly perform: Perform; close(): Promise<void> };

type RunAnswer = z.output<typeof engineRequests.run.response>;
const keptSeconds = { age: 24 * 3600 };

/** How often a result is looked up that no event told of: events are lost while the Redis is away. */
const lookUpMs = 5000;

export function openSharedQueue({ url, log }: QueueOptions): SharedQueue {
  const connection = connectionTo(url);
  const queue = new Queue(queueName, { connection });
  const events = new QueueEvents(queueName, { connection });
  const complain = (error: Error) => {
    log(`queue: ${error.message}`);
  };
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

  return {
    async perform(request, { signal, onProgress }) {
      // One id for one piece of work: an owner that was killed finds its items in the queue when it resumes.
      const jobId = createHash('sha256').update(JSON.stringify([request.input, request.recipe, request.target, request.series])).digest('hex');
      const old = (await queue.getJob(jobId)) as Job | undefined;
      // A result of an earlier run counts no more.
      if (old?.finishedOn !== undefined) await old.remove();
      // A second try has to replace what the first may have left; the name is this item's alone.
      const work = { ...request, target: { ...request.target!, overwrite: true } };
      await add(jobId, work);
      onProgress({ phase: 'run', done: 0 });
      const result = await resultOf(jobId, work, signal);
      if (signal.aborted) await queue.remove(jobId).catch(() => 0);
      return result;
    },
    async close() {
      for (const go of waiting.values()) go();
      await Promise.allSettled([events.close(), queue.close()]);
    },
  };
}

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
    { connection: connectionTo(url), concurrency: 3, lockDuration: lostAfterMs, stalledInterval: lostAfterMs, maxStalledCount: 3 },
  );
  worker.on('error', (error) => { log(`queue: ${error.message}`); });
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => { resolve(); }, { once: true });
  });
  await worker.close(true);
}
