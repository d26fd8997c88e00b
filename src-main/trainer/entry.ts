/**
 * @file The trainer: a Node child that trains networks, and looks at pictures for that, for whoever started it (main, the command line). Speaks
 * src-shared/trainer-messages.ts over its IPC channel and ends with its parent, leaving a checkpoint.
 */
import { fileURLToPath } from 'node:url';
import { unforeseen } from '../../src-shared/failure.ts';
import { assertNever, failWith, type Result, succeed } from '../../src-shared/result.ts';
import { type ExamineRequest, type FromTrainer, toTrainerSchema } from '../../src-shared/trainer-messages.ts';
import { examineForStudio } from './doctor/examine-for-studio.ts';
import { judgePreviews } from './run/judge-previews.ts';
import { train } from './run/train.ts';
import { createTurnstile } from './run/turnstile.ts';

/** Between two reports of an examination. */
const progressMs = 100;

const stop = new AbortController();
const turnstile = createTurnstile();
// Bundles lie side by side in `dist/node`.
const [program, probe] = ['trainer.mjs', 'probe.mjs'].map((name) => fileURLToPath(new URL(name, import.meta.url))) as [string, string];

process.on('message', (message) => {
  const parsed = toTrainerSchema.parse(message);
  switch (parsed.kind) {
    case 'train':
      return void answer(train(parsed.request, { program, probe, signal: stop.signal, turnstile, onEvent: (event) => { tell({ kind: 'event', event }); } }));
    case 'examine':
      return void answer(examine(parsed.request));
    case 'judge':
      return void answer(judgePreviews(parsed.request));
    case 'stop':
      return stop.abort();
    case 'yield':
      return turnstile.hold();
    case 'go-on':
      return turnstile.goOn();
    default:
      return assertNever(parsed);
  }
});
process.on('disconnect', () => {
  stop.abort();
});
// Ctrl-C in a terminal, and the end of a session, reach the whole process group; the parent may be gone before it can say so.
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    stop.abort();
  });
}
tell({ kind: 'ready' });

function tell(message: FromTrainer): void {
  if (process.connected) process.send?.(message);
}

async function examine(request: ExamineRequest): Promise<Result<number>> {
  let toldAt = -Infinity;
  const onProgress = (done: number, total: number) => {
    if (performance.now() - toldAt < progressMs && done < total) return;
    toldAt = performance.now();
    tell({ kind: 'looked', done, total });
  };
  const examined = await examineForStudio(request, { signal: stop.signal, onProgress });
  if (!examined.ok) return examined;
  tell({ kind: 'examined', report: examined.value });
  return succeed(0);
}

/** The end of whatever was asked for; the process ends with it. */
async function answer(work: Promise<Result<number>>): Promise<void> {
  const result = await work.catch((error: unknown) => failWith(unforeseen(error)));
  const last: FromTrainer = result.ok ? { kind: 'done', step: result.value } : { kind: 'failed', failure: result.error };
  if (process.connected) process.send?.(last, () => process.exit(0));
  else process.exit(0);
}
