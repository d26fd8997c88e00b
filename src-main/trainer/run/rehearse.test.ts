import { describe, expect, it } from 'vitest';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, succeed } from '../../../src-shared/result.ts';
import type { Batch } from '../data/batch-source.ts';
import type { TrainingStep } from '../steps/step.ts';
import { rehearse } from './rehearse.ts';
import type { OpenStep, TrainingState } from './traced-step.ts';

const step: TrainingStep = {
  initialState: () => ({ sum: { shape: [2], values: Float32Array.of(3, 4) } }),
  reads: {},
  inputs: { a: { shape: [1, 4, 4, 3], content: 'picture' }, hole: { shape: [1, 4, 4, 1], content: 'mask' }, chance: { shape: [5], content: 'uniform' } },
  run: () => ({ state: {}, metrics: {}, outputs: {} }),
};

type Answer = { readonly by?: number; readonly loss?: number; readonly picture?: number };

/** Adds `by` to the state; answers with the given loss and picture. */
function fake({ by = 1, loss = 0.5, picture = 0.25 }: Answer, seen: Batch[] = []): OpenStep['run'] {
  return (state, batch) => {
    seen.push(batch);
    state.set('sum', { shape: [2], values: state.get('sum')!.values.map((value) => value + by) });
    return Promise.resolve(succeed({ metrics: { loss }, outputs: { fake: { shape: [1], values: Float32Array.of(picture) } } }));
  };
}

const initial = (): TrainingState => new Map(Object.entries(step.initialState({} as never)));
const bring = () => Promise.resolve(succeed(null));

describe('a rehearsal', () => {
  it('finds nothing wrong with a device that gives nearly the same, and leaves the state', async () => {
    const [state, seen]: [TrainingState, Batch[]] = [initial(), []];
    const result = await rehearse(step, state, 1e-3, { onDevice: fake({ by: 1.01, loss: 0.505, picture: 0.249 }, seen), onCpu: fake({}, seen), bring });
    expect(result).toEqual({ ok: true, value: null });
    expect([...state.get('sum')!.values]).toEqual([3, 4]);
    expect(seen[0]).toEqual(seen[1]);
    const [a, hole, chance] = ['a', 'hole', 'chance'].map((name) => [...seen[0]![name]!]) as [number[], number[], number[]];
    expect([a.length, hole.length, chance.length]).toEqual([48, 16, 5]);
    expect(Math.min(...a)).toBeLessThan(0);
    expect(new Set(hole)).toEqual(new Set([0, 1]));
    expect(Math.min(...chance)).toBeGreaterThanOrEqual(0);
  });

  it.each<[string, Answer, string]>([
    ['gives another loss', { loss: 0.6 }, 'loss: 0.5000 ≠ 0.6000'],
    ['gives no number', { loss: NaN }, '≠ NaN'],
    ['gives other pictures', { picture: 0.9 }, 'outputs.fake'],
    ['leads to another state', { by: 2 }, 'state.sum'],
    ['loses the state', { by: NaN }, 'state.sum'],
  ])('tells of a device that %s', async (_what, answer, reason) => {
    const result = await rehearse(step, initial(), 1e-3, { onDevice: fake(answer), onCpu: fake({}), bring });
    expect(result).toEqual({ ok: true, value: expect.stringContaining(reason) as string });
  });

  it('tells of a device that fails, at a step or when the state is read back', async () => {
    const gone = () => Promise.resolve(failWith(failure('device-failed', 'the driver is gone')));
    expect(await rehearse(step, initial(), 1e-3, { onDevice: gone, onCpu: fake({}), bring })).toMatchObject({ ok: true, value: { code: 'device-failed', message: 'the driver is gone' } });
    expect(await rehearse(step, initial(), 1e-3, { onDevice: fake({}), onCpu: fake({}), bring: gone })).toMatchObject({ ok: true, value: { code: 'device-failed', message: 'the driver is gone' } });
    expect(await rehearse(step, initial(), 1e-3, { onDevice: fake({}), onCpu: gone, bring })).toMatchObject({ ok: false });
  });
});
