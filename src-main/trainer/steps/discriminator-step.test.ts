import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { scattered } from '../../networks/gradient-check.ts';
import { adam } from '../optimizer.ts';
import { discriminatorStep } from './discriminator-step.ts';
import { eagerState, runStep } from './overfit.ts';

const batch = {
  'critic.real': tf.add(0.5, tf.mul(scattered([2, 8, 8, 3], 1), 0.3)),
  'critic.fake': tf.sub(tf.mul(scattered([2, 8, 8, 3], 2), 0.3), 0.2),
};

describe('discriminatorStep', () => {
  it.each([
    ['lsgan', 'instance', false],
    ['vanilla', 'batch', false],
    ['hinge', 'none', true],
  ] as const)('learns to tell two fixed batches apart by %s, with normalisation %s', (loss, normalisation, spectral) => {
    const adversary = { network: { width: 2, halvings: 1, normalisation, spectral }, loss, augmented: false };
    const step = discriminatorStep({ name: 'critic', adversary, optimizer: adam({ beta1: 0.5, beta2: 0.999 }), clip: 100 }, 2, [8, 8, 3]);
    const state = eagerState([step]);
    const history = Array.from({ length: 30 }, () => runStep(step, state, batch, 0.02).metrics);
    expect(history.at(-1)!['critic.loss']).toBeLessThan(0.6 * history[0]!['critic.loss']!);
    expect(history.at(-1)!['critic.realRight']).toBeGreaterThan(0.8);
    expect(history.at(-1)!['critic.fakeRight']).toBeGreaterThan(0.8);
    expect('critic.buffers' in state).toBe(spectral);
  });
});
