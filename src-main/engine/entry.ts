/**
 * @file The engine: a Node child that decodes, runs networks and encodes for whoever started it (main, the command
 * line). Speaks src-shared/engine-messages.ts over its IPC channel and ends with its parent.
 */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type EngineMethod, engineRequests, type FromEngine, type ToEngine, toEngineSchema } from '../../src-shared/engine-messages.ts';
import { failure, unforeseen } from '../../src-shared/failure.ts';
import { failWith, type Result } from '../../src-shared/result.ts';
import { modelDirectories } from '../model-registry/model-directories.ts';
import { removeAbandonedScratch } from './scratch.ts';
import type { CallContext } from './network-methods.ts';
import { createEngineMethods } from './serve.ts';

// Paths from the bundle, `dist/node/engine.cjs`.
const methods = createEngineMethods({
  probeProgram: fileURLToPath(new URL('probe.mjs', import.meta.url)),
  sessionProgram: fileURLToPath(new URL('session-thread.mjs', import.meta.url)),
  modelDirectories: modelDirectories(fileURLToPath(new URL('../../models', import.meta.url))),
});
const running = new Map<number, { readonly abort: AbortController; readonly ended: Promise<void> }>();

process.on('message', (message) => {
  const parsed = toEngineSchema.parse(message);
  if (parsed.kind === 'cancel') running.get(parsed.id)?.abort.abort();
  else begin(parsed);
});
process.on('disconnect', () => void endWithParent());
// Ctrl-C in a terminal reaches the whole process group; the parent cancels in its own way.
process.on('SIGINT', () => undefined);
tell({ kind: 'ready' });
void removeAbandonedScratch();

function tell(message: FromEngine): void {
  if (process.connected) process.send?.(message);
}

function begin({ id, method, body, crash }: Extract<ToEngine, { kind: 'request' }>): void {
  const abort = new AbortController();
  const onProgress: CallContext['onProgress'] = (progress) => {
    tell({ kind: 'progress', id, progress });
  };
  const ended = answer(method, body, { signal: abort.signal, onProgress, crash })
    .catch((error: unknown) => failWith(unforeseen(error)))
    .then((result) => {
      running.delete(id);
      tell(result.ok ? { kind: 'done', id, body: result.value } : { kind: 'failed', id, failure: result.error });
    });
  running.set(id, { abort, ended });
}

async function answer(method: EngineMethod, body: unknown, context: CallContext): Promise<Result<unknown>> {
  const parsed = engineRequests[method].request.safeParse(body);
  if (!parsed.success) return failWith(failure('bad-request', `The engine was asked for ${method} in a wrong form.`, { detail: z.prettifyError(parsed.error) }));
  // The schema and the function of one method fit together; TypeScript cannot follow that through a union of methods.
  const perform = methods[method] as (body: unknown, context: CallContext) => Promise<Result<unknown>>;
  return perform(parsed.data, context);
}

/** Nobody is left to hear of results: what runs is cancelled, so that it removes its files. */
async function endWithParent(): Promise<void> {
  for (const { abort } of running.values()) abort.abort();
  await Promise.all([...running.values()].map(({ ended }) => ended));
  process.exit(0);
}
