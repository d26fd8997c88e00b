import { expect, it } from 'vitest';
import type { Job } from '../../src-shared/ipc.ts';
import { recipeSchema } from '../../src-shared/recipe.ts';
import { timesLeft } from './time-left.ts';

const recipe = recipeSchema.parse({ version: 1, steps: [{ operation: 'upscale' }] });
const job = (id: string, state: Job['state']): Job => ({ id, pictureId: id, recipe, state });
const running = (remainingMs?: number) => job('r', { kind: 'running', progress: { phase: 'run', done: 0.5, ...(remainingMs === undefined ? {} : { remainingMs }) }, stages: [] });
const durations: Record<string, number> = { a: 20, c: 300 };
const of = (...jobs: Job[]) => Object.fromEntries(timesLeft(jobs, ({ id }) => durations[id]));
const waiting = (id: string) => job(id, { kind: 'waiting' });

it('adds up what comes before', () => {
  expect(of(job('old', { kind: 'cancelled', stages: [] }), running(1000), waiting('a'), waiting('c'))).toEqual({ r: 1000, a: 1020, c: 1320 });
});

it('knows nothing behind a job that nobody knows', () => {
  expect(of(running(1000), waiting('unknown'), waiting('a'))).toEqual({ r: 1000 });
  expect(of(running(), waiting('a'))).toEqual({});
});
