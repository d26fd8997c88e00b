import { expect, it } from 'vitest';
import { patchDiscriminator } from '../../networks/patch-discriminator.ts';
import { pattern } from '../data/test-pictures.ts';
import { seedRandom } from '../random.ts';
import { adam } from '../optimizer.ts';
import { initialState } from '../trainee.ts';
import type { Adversary } from '../steps/discriminator-step.ts';
import { heatMaps, heatOverlay } from './heat-map.ts';

const critic = (network: Partial<Adversary['network']> = {}, loss: Adversary['loss'] = 'lsgan') => {
  const adversary: Adversary = { network: { width: 4, halvings: 2, normalisation: 'instance', spectral: false, ...network }, loss, augmented: false };
  const state = initialState({ name: 'critic', network: patchDiscriminator(adversary.network), optimizer: adam({ beta1: 0.5, beta2: 0.999 }), clip: 1 }, seedRandom(3));
  return { adversary, state: new Map(Object.entries(state)) };
};

it('judges every patch of pictures of any size, between real and fake', async () => {
  const { adversary, state } = critic();
  const maps = await heatMaps(state, 'critic', adversary, [{ picture: pattern(32, 48, 1) }, { picture: pattern(64, 32, 2) }]);
  if (!maps.ok) throw new Error(maps.error.message);
  expect(maps.value.map(({ width, height, fake }) => [width, height, fake.length])).toEqual([[6, 10, 60], [14, 6, 84]]);
  const all = maps.value.flatMap(({ fake }) => [...fake]);
  expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...all)).toBeLessThanOrEqual(1);
  expect(new Set(all).size).toBeGreaterThan(50);
});

it('turns to what the discriminator is sure of', async () => {
  const { adversary, state } = critic({ normalisation: 'none', channels: 4 }, 'hinge');
  const values = new Float32Array(state.get('critic')!.values.length);
  // Without filters the bias of the last layer, the last parameter, is the whole answer.
  values[values.length - 1] = -3;
  state.set('critic', { shape: [values.length], values });
  const maps = await heatMaps(state, 'critic', adversary, [{ picture: pattern(32, 32, 1), mask: new Float32Array(32 * 32).fill(1) }]);
  if (!maps.ok) throw new Error(maps.error.message);
  for (const share of maps.value[0]!.fake) expect(share).toBeCloseTo(1 / (1 + Math.exp(-3)), 4);
});

it('divides filters as the training does', async () => {
  const { adversary, state } = critic({ normalisation: 'none', spectral: true }, 'vanilla');
  const maps = await heatMaps(state, 'critic', adversary, [{ picture: pattern(32, 32, 1) }]);
  if (!maps.ok) throw new Error(maps.error.message);
  expect(maps.value[0]!.fake.every((share) => share > 0 && share < 1)).toBe(true);
});

it('has nothing to show of a discriminator that is not there', async () => {
  const { adversary } = critic();
  expect(await heatMaps(new Map(), 'critic', adversary, [{ picture: pattern(32, 32, 1) }])).toEqual({ ok: true, value: [] });
});

it('lays red over what looks fake', () => {
  const { samples, ...shape } = heatOverlay({ width: 2, height: 1, fake: Float32Array.of(0, 1) });
  expect(shape).toEqual({ width: 2, height: 1, channels: 4 });
  expect([...samples]).toEqual([255, 64, 32, 0, 255, 64, 32, 255]);
});
