import { expect, it } from 'vitest';
import type { Progress } from '../../src-shared/job.ts';
import { createProgressMeter } from './progress-meter.ts';

it('tells the time left from the pace of the tiles, and grows even where the pace slows down', () => {
  let clock = 1000;
  const told: Progress[] = [];
  const meter = createProgressMeter((progress) => told.push(progress), 4, () => clock);
  const last = () => told.at(-1)!;

  meter.enter('decode');
  expect(last()).toEqual({ phase: 'decode', done: 0 });

  clock += 100;
  meter.planTiles(10);
  meter.enter('run');
  clock += 500;
  meter.tileDone();
  // Nine tiles of 500 ms are left, and four megapixels to encode.
  expect(last()).toEqual({ phase: 'run', done: 600 / (600 + 4500 + 1000), remainingMs: 4500 + 1000 });

  clock += 90_000;
  meter.tileDone();
  expect(last().done).toBeGreaterThan(told.at(-2)!.done);

  meter.planTiles(40);
  clock += 100;
  meter.tileDone();
  expect(last().remainingMs).toBe(3900 + 1000);

  meter.enter('encode');
  clock += 5000;
  meter.enter('verify');
  expect(last()).toEqual({ phase: 'verify', done: 1, remainingMs: 0 });
});
