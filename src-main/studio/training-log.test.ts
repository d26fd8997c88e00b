import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TrainingEvent } from '../../src-shared/trainer-messages.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { createMetricColumns } from './metric-columns.ts';
import { openTrainingLog } from './training-log.ts';

const trained = (step: number, loss: number): TrainingEvent => ({ event: 'trained', step, steps: 1000, metrics: { loss }, learningRate: 0.1, secondsPerStep: 2, secondsLeft: 9 });
const lines = (...events: TrainingEvent[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('');

it('reads on where it ended, through a line that is not whole yet', async () => {
  const path = join(await temporaryFolder(), 'metrics.jsonl');
  const log = openTrainingLog(path);
  await log.readOn();
  expect(log.trained.names()).toEqual([]);
  const second = lines(trained(20, 4));
  await writeFile(path, lines(trained(10, 5)) + second.slice(0, 30));
  await log.readOn();
  expect(log.trained.at(20)).toEqual({});
  await appendFile(path, `${second.slice(30)}nonsense\n${lines({ event: 'note', step: 20, message: 'é' }, { event: 'evaluated', step: 20, metrics: { psnr: 30 } })}`);
  await log.readOn();
  expect(log.trained.at(20)).toEqual({ loss: 4, learningRate: 0.1, secondsPerStep: 2 });
  expect(log.notes()).toEqual([{ step: 20, message: 'é' }]);
  expect(log.evaluated()).toEqual([20]);
  expect(log.held.at(20)).toEqual({ psnr: 30 });
});

it('forgets what came after the checkpoint that a run went on from', async () => {
  const path = join(await temporaryFolder(), 'metrics.jsonl');
  const evaluated = (step: number, psnr: number): TrainingEvent => ({ event: 'evaluated', step, metrics: { psnr } });
  await writeFile(path, lines(trained(10, 5), evaluated(10, 1), trained(20, 4), evaluated(20, 2), trained(30, 3), trained(15, 9), evaluated(15, 8)));
  const log = openTrainingLog(path);
  await log.readOn();
  expect(log.trained.series(['loss'], 0, null, 10)).toEqual([{ name: 'loss', steps: [10, 15], mean: [5, 9], low: [5, 9], high: [5, 9] }]);
  expect(log.evaluated()).toEqual([10, 15]);
});

it('knows the pictures of a step, the newest of each kind', async () => {
  const path = join(await temporaryFolder(), 'metrics.jsonl');
  const previewed = (step: number, what: string, count: number): TrainingEvent => ({ event: 'previewed', step, what, rows: [{ row: 'output', count }] });
  await writeFile(path, lines(previewed(5, 'ab', 1), previewed(5, 'ba', 2), previewed(5, 'ab', 3)));
  const log = openTrainingLog(path);
  await log.readOn();
  expect(log.previews(5)).toMatchObject([{ what: 'ab', rows: [{ row: 'output', count: 3 }] }, { what: 'ba', rows: [{ count: 2 }] }]);
  expect(log.previews(6)).toEqual([]);
});

it('thins a long curve out, and keeps its ups and downs', () => {
  const columns = createMetricColumns();
  for (let step = 1; step <= 100_000; step++) columns.add(step, { loss: step === 77_777 ? 50 : step % 2, ...(step > 99_000 ? { late: step } : {}) });
  const [loss, late] = columns.series(['loss', 'late', 'missing'], 1, null, 500);
  expect(loss!.steps).toHaveLength(500);
  expect(Math.max(...loss!.high)).toBe(50);
  expect(loss!.low.every((low) => low === 0)).toBe(true);
  expect(loss!.mean[0]).toBeCloseTo(0.5, 2);
  expect(late!.steps[0]).toBeGreaterThan(99_000);
  const [near] = columns.series(['loss'], 77_770, 77_779, 500);
  expect(near).toMatchObject({ steps: [77_770, 77_771, 77_772, 77_773, 77_774, 77_775, 77_776, 77_777, 77_778, 77_779], mean: [0, 1, 0, 1, 0, 1, 0, 50, 0, 1] });
});
