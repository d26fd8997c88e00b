import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { scattered } from '../../networks/gradient-check.ts';
import { type InpaintingConfig, inpaintingDiscriminatorStep, inpaintingStep } from './inpainting.ts';
import { eagerState, runStep } from './overfit.ts';

const config: InpaintingConfig = {
  inpainter: { width: 2, dilations: [2] },
  adversary: { network: { width: 2, halvings: 1, normalisation: 'none', spectral: true, channels: 4 }, loss: 'hinge', augmented: false },
  batch: 1,
  size: 8,
  hole: 2,
  adversarial: 0.1,
  averageDecay: 0.99,
  clip: 100,
};
const picture = tf.mul(scattered([1, 8, 8, 3]), 0.5) as tf.Tensor4D;
const mask = tf.pad(tf.ones([1, 4, 3, 1]), [[0, 0], [2, 2], [4, 1], [0, 0]]);

describe('inpainting steps', () => {
  it('lower the losses of the painter on a fixed picture and keep its known pixels', () => {
    const steps = { painter: inpaintingStep(config), discriminator: inpaintingDiscriminatorStep(config) };
    const state = eagerState(Object.values(steps));
    const buffers = state['discriminator.buffers']!.dataSync();
    const history = Array.from({ length: 12 }, () => {
      const painted = runStep(steps.painter, state, { picture, mask }, 2e-2);
      const { real, fake, filled } = painted.outputs as Record<string, tf.Tensor>;
      const judged = runStep(steps.discriminator, state, { 'discriminator.real': real!, 'discriminator.fake': fake! }, 1e-2);
      const outside = tf.mul(tf.abs(tf.sub(filled!, picture)), tf.sub(1, mask));
      expect(tf.max(outside).dataSync()[0]).toBe(0);
      return { ...painted.metrics, ...judged.metrics } as Record<string, number>;
    });
    const [first, last] = [history[0]!, history.at(-1)!];
    expect(last['hole']).toBeLessThan(0.8 * first['hole']!);
    expect(last['whole']).toBeLessThan(0.9 * first['whole']!);
    expect(last['discriminator.loss']).not.toBe(first['discriminator.loss']);
    expect(state['discriminator.buffers']!.dataSync()).not.toEqual(buffers);
  });

  it('need no discriminator where its opinion has no weight', () => {
    const step = inpaintingStep({ ...config, adversarial: 0 });
    const { metrics } = runStep(step, eagerState([step]), { picture, mask }, 1e-2);
    expect(Object.keys(metrics)).toEqual(['loss', 'hole', 'whole', 'inpainter.gradientNorm']);
    expect(metrics['loss']).toBeCloseTo(metrics['whole']! + 2 * metrics['hole']!, 5);
  });
});
