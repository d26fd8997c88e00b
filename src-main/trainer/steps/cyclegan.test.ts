import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { scattered } from '../../networks/gradient-check.ts';
import { type CycleganConfig, cycleganDiscriminatorStep, cycleganGeneratorStep } from './cyclegan.ts';
import { chanceFor, eagerState, runStep } from './overfit.ts';

const config: CycleganConfig = {
  generator: { width: 2, blocks: 1, upsampling: 'transposed', normalisation: 'instance' },
  adversary: { network: { width: 2, halvings: 1, normalisation: 'instance', spectral: true }, loss: 'lsgan', augmented: true },
  batch: 1,
  size: 8,
  cycle: 10,
  identity: 5,
  averageDecay: 0.99,
  clip: 100,
};
const a = tf.mul(scattered([1, 8, 8, 3], 1), 0.3);
const b = tf.add(0.4, tf.mul(scattered([1, 8, 8, 3], 2), 0.3));

describe('CycleGAN steps', () => {
  it('lower the losses of both sides on two fixed pictures', () => {
    const steps = { generators: cycleganGeneratorStep(config), discriminators: cycleganDiscriminatorStep(config) };
    const state = eagerState(Object.values(steps));
    for (const [name, shape] of Object.entries(steps.generators.reads)) expect(state[name]!.shape).toEqual(shape);
    const history = Array.from({ length: 12 }, (_, index) => {
      const generated = runStep(steps.generators, state, { a, b, ...chanceFor(steps.generators, index) }, 2e-2);
      const { fakeA, fakeB } = generated.outputs as Record<string, tf.Tensor>;
      const real = { 'discriminatorA.real': a, 'discriminatorB.real': b };
      const judged = runStep(steps.discriminators, state, { ...real, 'discriminatorA.fake': fakeA!, 'discriminatorB.fake': fakeB!, ...chanceFor(steps.discriminators, index) }, 2e-2);
      return { ...generated.metrics, ...judged.metrics } as Record<string, number>;
    });
    const [first, last] = [history[0]!, history.at(-1)!];
    const generators = ['loss', 'adversarialAb', 'adversarialBa', 'cycleA', 'cycleB', 'identity', 'changeAb', 'changeBa', 'generatorAb.gradientNorm', 'generatorBa.gradientNorm'];
    const discriminators = ['A', 'B'].flatMap((side) => ['loss', 'realRight', 'fakeRight', 'gradientNorm'].map((metric) => `discriminator${side}.${metric}`));
    expect(Object.keys(first)).toEqual([...generators, ...discriminators]);
    const rebuilt = ({ cycleA, cycleB, identity }: Record<string, number>) => cycleA! + cycleB! + identity!;
    expect(rebuilt(last)).toBeLessThan(0.85 * rebuilt(first));
    expect(last['discriminatorA.loss']).toBeLessThan(first['discriminatorA.loss']!);
    expect(Object.values(last).every(Number.isFinite)).toBe(true);
    expect(state['generatorAb.count']!.dataSync()[0]).toBe(12);
  });

  it('leave identity out where its weight is 0', () => {
    const step = cycleganGeneratorStep({ ...config, identity: 0, adversary: { ...config.adversary, augmented: false } });
    const state = eagerState([step, cycleganDiscriminatorStep(config)]);
    expect(runStep(step, state, { a, b }, 2e-3).metrics).not.toHaveProperty('identity');
    expect(Object.keys(step.inputs)).toEqual(['a', 'b']);
  });
});
