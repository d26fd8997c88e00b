import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { compactUpscaler } from '../../networks/compact-upscaler.ts';
import { scattered } from '../../networks/gradient-check.ts';
import { unpackParameters } from '../../networks/parameters.ts';
import { leavePositions, takePositions } from '../../networks/positions.ts';
import { l1 } from '../losses/reconstruction.ts';
import { eagerState, runStep } from './overfit.ts';
import { superResolutionDiscriminatorStep, superResolutionStep } from './super-resolution.ts';

const config = {
  upscaler: { scale: 2, width: 4, depth: 1, activation: 'leaky', filters: 'collapsible', longSkip: true },
  batch: 2,
  size: 6,
  luma: 0,
  agreement: 0,
  averageDecay: 0.9,
  clip: 1,
} as const;
const low = tf.add(0.5, tf.mul(0.5, scattered([2, 6, 6, 3])));
const high = tf.image.resizeBilinear(low as tf.Tensor4D, [12, 12]);

describe('superResolutionStep', () => {
  it.each(['l1', 'log-l1', 'charbonnier'] as const)('learns to enlarge two pictures by %s', (loss) => {
    const step = superResolutionStep({ ...config, loss });
    const state = eagerState([step]);
    const losses = Array.from({ length: 30 }, () => runStep(step, state, { low, high }, 0.01).metrics['loss']!);
    const [first, last] = [losses[0]!, losses.at(-1)!].map((it) => (loss === 'log-l1' ? Math.exp(it) : it)) as [number, number];
    expect(last).toBeLessThan(0.6 * first);
    expect(state['upscaler.count']!.dataSync()[0]).toBe(30);
    expect(state['upscaler.average']!.dataSync()).not.toEqual(state['upscaler']!.dataSync());
  });

  it('learns from what the weights at the start say of crops in other positions, to the share that is asked for', () => {
    const [lows, highs] = [low, high].map((x) => tf.concat([x, x, x, x] as tf.Tensor4D[])) as [tf.Tensor4D, tf.Tensor4D];
    const chance = tf.tensor2d(Array.from({ length: 8 }, (_, position) => [0, 1, 2].map((bit) => ((position >> bit) & 1) * 0.9)));
    const network = compactUpscaler(config.upscaler);
    const distancesAfter = (agreement: number) => {
      const step = superResolutionStep({ ...config, loss: 'l1', batch: 8, agreement });
      const state = eagerState([step]);
      const parameters = (name: string) => unpackParameters(network.specs, state[name]!);
      const said = leavePositions(network.apply(parameters('upscaler'), takePositions(lows, chance)), chance);
      for (let index = 0; index < 40; index++) runStep(step, state, { low: lows, high: highs, ...(agreement > 0 ? { 'positions.chance': chance } : {}) }, 0.01);
      const answer = network.apply(parameters('upscaler'), lows);
      return { said: l1(answer, said).dataSync()[0]!, photograph: l1(answer, highs).dataSync()[0]! };
    };
    const [none, all] = [distancesAfter(0), distancesAfter(1)];
    expect(all.said).toBeLessThan(0.8 * none.said);
    expect(none.photograph).toBeLessThan(0.8 * all.photograph);
  });

  it('counts brightness as much as is asked for', () => {
    const lossAfterNone = (luma: number) => runStep(superResolutionStep({ ...config, loss: 'l1', luma }), eagerState([superResolutionStep({ ...config, loss: 'l1' })]), { low, high }, 0.01).metrics['loss']!;
    const [colours, brightness] = [lossAfterNone(0), lossAfterNone(1)];
    expect(brightness).toBeLessThan(colours);
    expect(lossAfterNone(0.75)).toBeCloseTo(0.75 * brightness + 0.25 * colours, 6);
  });

  it('counts a pixel near the border of a crop little', () => {
    const step = superResolutionStep({ ...config, batch: 1, size: 16, loss: 'l1' });
    const small = tf.fill([1, 16, 16, 3], 0.5);
    const lossWithWrongPixel = (row: number, column: number) => {
      const wrong = tf.buffer([1, 32, 32, 3]);
      wrong.set(10, 0, row, column, 0);
      return runStep(step, eagerState([step]), { low: small, high: tf.add(wrong.toTensor(), 0.5) }, 0.01).metrics['loss']!;
    };
    const none = runStep(step, eagerState([step]), { low: small, high: tf.fill([1, 32, 32, 3], 0.5) }, 0.01).metrics['loss']!;
    const [inside, border] = [lossWithWrongPixel(16, 16) - none, lossWithWrongPixel(3, 16) - none];
    expect(lossWithWrongPixel(4, 4) - none).toBeCloseTo(inside, 4);
    expect(inside).toBeGreaterThan(15 * border);
    expect(border).toBeGreaterThan(0);
  });

  it('gives the same weights for the same seed, and others for another', () => {
    const step = superResolutionStep({ ...config, loss: 'l1' });
    const weightsAfterTwo = (seed: number) => {
      const state = eagerState([step], seed);
      for (let index = 0; index < 2; index++) runStep(step, state, { low, high }, 0.01);
      return state['upscaler']!.dataSync();
    };
    expect(weightsAfterTwo(3)).toEqual(weightsAfterTwo(3));
    expect(weightsAfterTwo(3)).not.toEqual(weightsAfterTwo(4));
  });

  it('goes on against a discriminator', () => {
    const adversary = { network: { width: 2, halvings: 1, normalisation: 'none', spectral: true }, loss: 'vanilla', augmented: false } as const;
    const steps = { upscaler: superResolutionStep({ ...config, loss: 'l1', sharpness: { adversary, weight: 0.01 } }), discriminator: superResolutionDiscriminatorStep({ ...config, loss: 'l1' }, adversary) };
    const state = eagerState(Object.values(steps));
    const history = Array.from({ length: 8 }, () => {
      const enlarged = runStep(steps.upscaler, state, { low, high }, 0.01);
      const { real, fake } = enlarged.outputs as Record<string, tf.Tensor>;
      const judged = runStep(steps.discriminator, state, { 'discriminator.real': real!, 'discriminator.fake': fake! }, 0.01);
      return { ...enlarged.metrics, ...judged.metrics } as Record<string, number>;
    });
    expect(history.at(-1)!['faithful']).toBeLessThan(history[0]!['faithful']!);
    expect(history.at(-1)!['discriminator.loss']).toBeLessThan(history[0]!['discriminator.loss']!);
  });
});
