import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { scattered } from '../../networks/gradient-check.ts';
import { type CutConfig, cutDiscriminatorStep, cutGeneratorStep } from './cut.ts';
import { chanceFor, eagerState, runStep } from './overfit.ts';

const config: CutConfig = {
  generator: { width: 2, blocks: 1, upsampling: 'resize', normalisation: 'instance' },
  adversary: { network: { width: 2, halvings: 1, normalisation: 'none', spectral: false }, loss: 'vanilla', augmented: false },
  batch: 1,
  size: 8,
  contrast: 1,
  identity: 1,
  patches: 4,
  averageDecay: 0.99,
  clip: 100,
};
const a = tf.mul(scattered([1, 8, 8, 3], 1), 0.3);
const b = tf.add(0.4, tf.mul(scattered([1, 8, 8, 3], 2), 0.3));

describe('CUT steps', () => {
  it('lower the losses of both sides on two fixed pictures', () => {
    const steps = { generator: cutGeneratorStep(config), discriminator: cutDiscriminatorStep(config) };
    const state = eagerState(Object.values(steps));
    const history = Array.from({ length: 6 }, () => {
      const painted = runStep(steps.generator, state, { a, b, ...chanceFor(steps.generator, 1) }, 1e-2);
      const judged = runStep(steps.discriminator, state, { 'discriminator.real': b, 'discriminator.fake': painted.outputs['fake']! }, 1e-2);
      return { ...painted.metrics, ...judged.metrics } as Record<string, number>;
    });
    const [first, last] = [history[0]!, history.at(-1)!];
    expect(last['contrast']).toBeLessThan(0.9 * first['contrast']!);
    expect(last['identity']).toBeLessThan(0.9 * first['identity']!);
    expect(last['discriminator.loss']).toBeLessThan(first['discriminator.loss']!);
  });

  it('go without identity as FastCUT', () => {
    const step = cutGeneratorStep({ ...config, contrast: 10, identity: 0 });
    const state = eagerState([step, cutDiscriminatorStep(config)]);
    const { metrics } = runStep(step, state, { a, b, ...chanceFor(step, 2) }, 1e-2);
    expect(metrics).not.toHaveProperty('identity');
    expect(metrics['loss']).toBeCloseTo(metrics['adversarial']! + 10 * metrics['contrast']!, 4);
  });
});
