import { beforeEach, expect, it } from 'vitest';
import type { CheckpointSummary, ModelCard, TrainingDetails, TrainingSummary } from '../../src-shared/training.ts';
import { useTraining } from './training.ts';

const summary = (changed: Partial<TrainingSummary>) => ({ id: 'one', step: 0, definition: { name: 'Night' }, diagnoses: [{ code: 'collapse' }], failure: null, ...changed }) as TrainingSummary;
const checkpoint = (step: number, usable: boolean, bytes = 0): CheckpointSummary => ({ step, metrics: { psnr: step }, usable, bytes, previews: true, judges: usable });
const card = { seed: 7 } as ModelCard;
const details = { curves: { trained: ['loss'], held: [] }, diskBytes: 1, card } as unknown as TrainingDetails;
const state = () => useTraining.getState();

beforeEach(() => {
  state().setTrainings([summary({}), summary({ id: 'two' })]);
  state().show({ kind: 'training', id: 'one' });
  state().open({ id: 'one', details, checkpoints: { checkpoints: [checkpoint(20, true), checkpoint(40, true), checkpoint(60, true)], best: 20, measure: { name: 'psnr', better: 'higher' } } });
});

it('keeps what did not change as it is', () => {
  const [before, other] = state().trainings;
  const { opened } = state();
  state().progress({ summaries: [structuredClone(summary({ step: 5 }))], measured: [], checkpoints: [] });
  const [after, stillOther] = state().trainings;
  expect(after).toMatchObject({ step: 5 });
  expect([after!.definition, after!.diagnoses, stillOther]).toEqual([before!.definition, before!.diagnoses, other]);
  expect(after!.definition).toBe(before!.definition);
  expect(after!.diagnoses).toBe(before!.diagnoses);
  expect(stillOther).toBe(other);
  expect(state().opened).toBe(opened);
  expect(state().measured).toBe(0);
});

it('begins a curve with the first measurement of its kind', () => {
  state().progress({ summaries: [], measured: [{ id: 'one', held: false, names: ['loss', 'cycle'] }, { id: 'two', held: false, names: ['other'] }], checkpoints: [] });
  expect(state().opened!.details.curves).toEqual({ trained: ['loss', 'cycle'], held: [] });
  expect(state().measured).toBe(1);
  state().progress({ summaries: [], measured: [{ id: 'two', held: false, names: ['other'] }], checkpoints: [] });
  expect(state().measured).toBe(1);
});

it('puts a checkpoint after those before it, whose weights may be gone by now', () => {
  const told = { id: 'one', best: 20, diskBytes: 99, card: { ...card, steps: 50 }, checkpoints: [checkpoint(20, true, 5), checkpoint(50, true)] };
  state().progress({ summaries: [], measured: [], checkpoints: [told, { ...told, id: 'two', diskBytes: 3 }] });
  const { details: now, checkpoints } = state().opened!;
  expect(now).toMatchObject({ diskBytes: 99, card: { seed: 7, steps: 50 } });
  expect(checkpoints).toEqual({ checkpoints: [checkpoint(20, true, 5), checkpoint(40, false), checkpoint(50, true)], best: 20, measure: { name: 'psnr', better: 'higher' } });
});
