import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { seedRandom } from '../random.ts';
import { superResolutionStep } from '../steps/super-resolution.ts';
import { createEagerStep } from './eager-step.ts';
import { openTracedStep, traceStep, type TrainingState } from './traced-step.ts';

const upscaler = { scale: 2, width: 3, depth: 1, activation: 'leaky', filters: 'plain', longSkip: true } as const;

/** States are written over the ones before the last: what a step reads must still be there. */
it('goes the way of the eager step over several steps, and leaves the first state as it was', async () => {
  const step = superResolutionStep({ batch: 1, size: 8, averageDecay: 0.9, clip: 100, upscaler, loss: 'charbonnier', luma: 0, agreement: 0 });
  const initial = step.initialState(seedRandom(1));
  const before = structuredClone(initial);
  const traced = await openTracedStep(step, traceStep(step, initial), { provider: 'cpu', threads: 1 });
  if (!traced.ok) throw new Error(traced.error.message);
  await tf.setBackend('cpu');
  const eager = createEagerStep(step);
  const [got, expected]: [TrainingState, TrainingState] = [new Map(Object.entries(initial)), new Map(Object.entries(initial))];
  for (let turn = 1; turn <= 5; turn++) {
    const batch = Object.fromEntries(
      Object.entries(step.inputs).map(([name, { shape }]) => [name, Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, index) => Math.sin(turn * index))]),
    );
    const losses = [await traced.value.run(got, batch, 1e-3), await eager.run(expected, batch, 1e-3)].map((run) => run.ok && run.value.metrics['loss']);
    expect(losses[0]).toBeCloseTo(losses[1] as number, 5);
    for (const [name, { values }] of expected) values.forEach((value, index) => { expect(got.get(name)!.values[index], `${name} ${turn}`).toBeCloseTo(value, 4); });
  }
  expect(initial).toEqual(before);
  await traced.value.release();
});
