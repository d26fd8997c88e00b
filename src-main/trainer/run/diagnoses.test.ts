import { describe, expect, it } from 'vitest';
import type { TrainingEvent } from '../../../src-shared/trainer-messages.ts';
import { diagnose, withDiagnoses } from './diagnoses.ts';

const well = { 'discriminatorA.realRight': 0.99, 'discriminatorA.fakeRight': 0.9, 'ab.change': 0.2, 'ab.diversity': 0.8, 'ab.likeness': 0.4, 'ab.distance': 0.001, loss: 0 };

describe('diagnose', () => {
  it('says nothing where all is well', () => {
    expect(diagnose(well)).toEqual([]);
  });

  it.each([
    [{ 'discriminatorA.fakeRight': 0.995 }, /^The discriminatorA tells every/],
    [{ 'ba.change': 0.004 }, /^From B to A the output equals the input/],
    [{ 'ab.diversity': 0.05 }, /^From A to B all pictures turn into nearly the same/],
    [{ 'ab.likeness': -0.6 }, /^From A to B bright parts become dark/],
  ])('tells what %j means', (metrics, said) => {
    expect(diagnose({ ...well, ...metrics })).toEqual([expect.stringMatching(said)]);
  });
});

describe('withDiagnoses', () => {
  it('tells once while something lasts, and again when it returns', () => {
    const told: TrainingEvent[] = [];
    const tell = withDiagnoses((event) => told.push(event));
    for (const [step, diversity] of [[900, 0], [1000, 0], [1100, 0.01], [1200, 0.9], [1300, 0]] as const) tell({ event: 'evaluated', step, metrics: { 'ab.diversity': diversity } });
    expect(told.filter(({ event }) => event === 'evaluated')).toHaveLength(5);
    expect(told.flatMap((event) => (event.event === 'note' ? [event.step] : []))).toEqual([1000, 1300]);
  });

  it('leaves a discriminator time that comes in late', () => {
    const told: TrainingEvent[] = [];
    const tell = withDiagnoses((event) => told.push(event));
    const metrics = { 'discriminator.realRight': 1, 'discriminator.fakeRight': 1 };
    for (const step of [4990, 5000, 5010, 5990, 6010]) tell({ event: 'trained', step, steps: 9000, metrics: step < 5010 ? { loss: 1 } : metrics, learningRate: 1, secondsPerStep: 1, secondsLeft: 1 });
    expect(told.flatMap((event) => (event.event === 'note' ? [event.step] : []))).toEqual([6010]);
  });
});
