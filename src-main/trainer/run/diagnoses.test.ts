import { describe, expect, it } from 'vitest';
import type { TrainingEvent } from '../../../src-shared/trainer-messages.ts';
import type { Measure } from '../../../src-shared/training.ts';
import { diagnose, diagnoseHistory, withDiagnoses } from './diagnoses.ts';

const well = { 'discriminatorA.realRight': 0.99, 'discriminatorA.fakeRight': 0.9, 'ab.change': 0.2, 'ab.diversity': 0.8, 'ab.likeness': 0.4, 'ab.distance': 0.001, 'generatorAb.gradientNorm': 2, 'discriminatorA.gradientNorm': 0, loss: 0 };
const distance: Measure = { name: 'ab.distance', better: 'lower' };
const psnr: Measure = { name: 'psnr', better: 'higher' };
const history = (...values: number[]) => values.map((value, index) => ({ step: 100 * (index + 1), value }));

describe('diagnose', () => {
  it('says nothing where all is well', () => {
    expect(diagnose(well)).toEqual([]);
  });

  it.each([
    [{ 'discriminatorA.fakeRight': 0.995 }, { code: 'discriminator-won', whose: 'discriminatorA', value: 0.99 }],
    [{ 'generatorAb.gradientNorm': 1e-6 }, { code: 'generator-stalled', whose: 'generatorAb', value: 1e-6 }],
    [{ gradientNorm: 0 }, { code: 'generator-stalled', whose: '', value: 0 }],
    [{ 'ba.change': 0.004 }, { code: 'output-equals-input', whose: 'ba', value: 0.004 }],
    [{ 'ab.diversity': 0.05 }, { code: 'collapse', whose: 'ab', value: 0.05 }],
    [{ 'ab.likeness': -0.6 }, { code: 'colours-inverted', whose: 'ab', value: -0.6 }],
  ])('tells what %j means', (metrics, said) => {
    expect(diagnose({ ...well, ...metrics })).toEqual([{ level: 'warning', ...said }]);
  });
});

describe('diagnoseHistory', () => {
  it.each([
    ['a distance that falls', history(9, 8, 7, 6, 5, 4, 3, 2, 1), distance],
    ['a PSNR that rises', history(20, 21, 22, 23, 24, 25, 26, 27), psnr],
    ['a distance that stays', history(5, 3, 3.1, 3, 3.1, 3, 3.1, 3, 3.1), distance],
    ['too little to tell', history(1, 5, 1, 5), distance],
    ['nothing', [], psnr],
  ])('says nothing of %s', (_, values, measure) => {
    expect(diagnoseHistory(values, measure)).toEqual([]);
  });

  it('tells of over-fitting, and of the step that was best', () => {
    expect(diagnoseHistory(history(9, 5, 3, 4, 5, 6, 7), distance)).toEqual([{ code: 'over-fitting', level: 'warning', whose: '', value: 300 }]);
    expect(diagnoseHistory(history(20, 30, 28, 26, 24, 22), psnr)).toEqual([{ code: 'over-fitting', level: 'warning', whose: '', value: 200 }]);
  });

  it('tells of oscillation', () => {
    expect(diagnoseHistory(history(9, 4, 6, 4, 6, 4, 6, 4, 6, 3.9), distance)).toEqual([{ code: 'oscillation', level: 'warning', whose: '', value: expect.closeTo(0.42, 1) as number }]);
  });
});

function listen() {
  const told: TrainingEvent[] = [];
  const tell = withDiagnoses((event) => told.push(event), () => distance);
  const said = () => told.flatMap((event) => (event.event === 'diagnosed' ? [[event.step, ...event.diagnoses.map(({ code, step }) => `${code} since ${step}`)]] : []));
  return { told, tell, said };
}

describe('withDiagnoses', () => {
  it('tells what holds when that changes', () => {
    const { told, tell, said } = listen();
    for (const [step, diversity] of [[900, 0], [1000, 0], [1100, 0.01], [1200, 0.9], [1300, 0]] as const) tell({ event: 'evaluated', step, metrics: { 'ab.diversity': diversity } });
    expect(told.filter(({ event }) => event === 'evaluated')).toHaveLength(5);
    expect(said()).toEqual([[1000, 'collapse since 1000'], [1200], [1300, 'collapse since 1300']]);
  });

  it('leaves a discriminator time that comes in late', () => {
    const { tell, said } = listen();
    const metrics = { 'discriminator.realRight': 1, 'discriminator.fakeRight': 1 };
    for (const step of [4990, 5000, 5010, 5990, 6010]) tell({ event: 'trained', step, steps: 9000, metrics: step < 5010 ? { loss: 1 } : metrics, learningRate: 1, secondsPerStep: 1, secondsLeft: 1 });
    expect(said()).toEqual([[6010, 'discriminator-won since 6010']]);
  });

  it('remembers a rollback for a while', () => {
    const { tell, said } = listen();
    tell({ event: 'rolled-back', step: 500, to: 400 });
    for (const step of [1400, 1600]) tell({ event: 'evaluated', step, metrics: {} });
    expect(said()).toEqual([[500, 'rolled-back since 500'], [1600]]);
  });

  it('tells of few pictures at the start', () => {
    const { tell, said } = listen();
    tell({ event: 'started', step: 0, steps: 9, pictures: 5, heldOut: 0, parameters: 1, device: 'cpu' });
    expect(said()).toEqual([[0, 'few-pictures since 0']]);
  });
});
