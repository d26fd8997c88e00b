import { expect, it } from 'vitest';
import { failure } from '../../src-shared/failure.ts';
import type { TrainingSummary } from '../../src-shared/training.ts';
import { endToTell } from './end-to-tell.ts';

const at = (state: TrainingSummary['state'], more: Partial<TrainingSummary> = {}) => ({ id: 'one', state, failure: null, pauseReason: null, ...more }) as TrainingSummary;

it('tells of a success once, after it was seen running', () => {
  const endOf = endToTell();
  expect([at('done'), at('running'), at('pausing'), at('done'), at('done')].map(endOf)).toEqual([null, null, null, 'trainingDone', null]);
});

it('tells of ends that nobody asked for, and of no others', () => {
  const failed = { failure: failure('disk-full', 'The disk is full.') };
  const ends = [at('paused'), at('stopped'), at('paused', { ...failed, pauseReason: 'disk-full' }), at('interrupted', failed), at('failed', failed)];
  expect(ends.map((end) => { const endOf = endToTell(); endOf(at('running')); return endOf(end); })).toEqual([null, null, 'trainingPaused', 'trainingFailed', 'trainingFailed']);
});
