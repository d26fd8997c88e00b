import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { NewCheckpoint, TrainingSummary } from '../../src-shared/training.ts';
import { gatherNews, type GathererSurroundings } from './gather-news.ts';

let seen: boolean;
let told: unknown[][];
const checkpoint = { id: 'one', checkpoints: [], best: 20, diskBytes: 4, card: { recipe: 'cut', pictures: 3, heldOut: 1, steps: 20, seed: 1, base: null, metrics: {} } } satisfies NewCheckpoint;
const lastCheckpoint = vi.fn(() => Promise.resolve(checkpoint));

beforeEach(() => {
  vi.useFakeTimers();
  [seen, told] = [true, []];
  lastCheckpoint.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});

const gatherer = () => gatherNews({ tell: ((...news: unknown[]) => told.push(news)) as GathererSurroundings['tell'], isSeen: () => seen, lastCheckpoint });
const summary = (changed: Partial<TrainingSummary>) => ({ id: 'one', state: 'running', step: 0, secondsPerStep: null, secondsLeft: null, megabytes: null, yielding: false, ...changed }) as TrainingSummary;

it('tells a turn at once, and how far it is once a second', async () => {
  const { take } = gatherer();
  take('training:changed', summary({ step: 1 }));
  expect(told).toEqual([['training:changed', summary({ step: 1 })]]);
  for (const step of [2, 3, 4]) {
    take('training:changed', summary({ step, secondsLeft: 9 - step, secondsPerStep: 0.5, megabytes: 70 }));
    take('training:measured', { id: 'one', held: false, names: ['loss', `n${step}`] });
    take('training:checkpoint', { id: 'one' });
  }
  take('training:measured', { id: 'one', held: true, names: ['psnr'] });
  expect(told).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(told.slice(1)).toEqual([
    ['training:progress', { summaries: [summary({ step: 4, secondsLeft: 5, secondsPerStep: 0.5, megabytes: 70 })], measured: [{ id: 'one', held: false, names: ['loss', 'n2', 'n3', 'n4'] }, { id: 'one', held: true, names: ['psnr'] }], checkpoints: [checkpoint] }],
  ]);
  expect(lastCheckpoint).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(5000);
  expect(told).toHaveLength(2);
});

it('tells a turn before what was gathered, which it makes old', async () => {
  const { take } = gatherer();
  take('training:changed', summary({ step: 1 }));
  take('training:changed', summary({ step: 2 }));
  take('training:changed', summary({ step: 3, state: 'paused' }));
  await vi.advanceTimersByTimeAsync(1000);
  expect(told.map(([name, value]) => [name, (value as TrainingSummary).step])).toEqual([['training:changed', 1], ['training:changed', 3]]);
});

it('asks and tells nothing of progress while the window is hidden, and all of it when it is seen', async () => {
  const { take, seen: comeIntoSight } = gatherer();
  take('training:changed', summary({ step: 1 }));
  seen = false;
  take('training:changed', summary({ step: 2 }));
  take('training:checkpoint', { id: 'one' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toHaveLength(1);
  expect(lastCheckpoint).not.toHaveBeenCalled();
  take('training:changed', summary({ step: 3, yielding: true }));
  expect(told.at(-1)).toMatchObject(['training:changed', { step: 3 }]);
  seen = true;
  comeIntoSight();
  await vi.advanceTimersByTimeAsync(0);
  expect(told.at(-1)).toEqual(['training:progress', { summaries: [], measured: [], checkpoints: [checkpoint] }]);
});
