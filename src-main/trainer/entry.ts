/**
 * @file The trainer: a Node child that trains networks for whoever started it (main, the command line). Speaks
 * src-shared/trainer-messages.ts over its IPC channel and ends with its parent, leaving a checkpoint.
 */
import { fileURLToPath } from 'node:url';
import { unforeseen } from '../../src-shared/failure.ts';
import { failWith } from '../../src-shared/result.ts';
import { type FromTrainer, toTrainerSchema, type TrainRequest } from '../../src-shared/trainer-messages.ts';
import { train } from './run/train.ts';

const stop = new AbortController();

process.on('message', (message) => {
  const parsed = toTrainerSchema.parse(message);
  if (parsed.kind === 'stop') stop.abort();
  else void begin(parsed.request);
});
process.on('disconnect', () => {
  stop.abort();
});
// Ctrl-C in a terminal reaches the whole process group; the parent stops in its own way.
process.on('SIGINT', () => undefined);
tell({ kind: 'ready' });

function tell(message: FromTrainer): void {
  if (process.connected) process.send?.(message);
}

async function begin(request: TrainRequest): Promise<void> {
  // Bundles lie side by side in `dist/node`.
  const [program, probe] = ['trainer.mjs', 'probe.mjs'].map((name) => fileURLToPath(new URL(name, import.meta.url))) as [string, string];
  const result = await train(request, { program, probe, signal: stop.signal, onEvent: (event) => { tell({ kind: 'event', event }); } }).catch((error: unknown) => failWith(unforeseen(error)));
  const last: FromTrainer = result.ok ? { kind: 'done', step: result.value } : { kind: 'failed', failure: result.error };
  if (process.connected) process.send?.(last, () => process.exit(0));
  else process.exit(0);
}
