import { describe, expect, it, onTestFinished } from 'vitest';
import { scattered } from '../../networks/gradient-check.ts';
import { seedRandom } from '../random.ts';
import { openTracedStep, traceStep, type TrainingState } from '../run/traced-step.ts';
import { type RelightConfig, relightDiscriminatorStep, relightStep } from './relight.ts';
import type { TrainingStep } from './step.ts';

const config: RelightConfig = {
  generator: { width: 4 },
  adversary: { network: { width: 2, halvings: 2, normalisation: 'none', spectral: true }, loss: 'lsgan', augmented: false },
  batch: 1,
  size: 64,
  weights: { adversarial: 1, placed: [4, 1], colours: 5, patches: 5, structure: 1, sky: 4, lamps: 0.1, emission: 0.02 },
  placedSteps: 4,
  averageDecay: 0.9,
  clip: 20,
};

const numbers = (shape: readonly number[], seed: number, middle: number, reach: number) =>
  Float32Array.from(scattered(shape, seed).dataSync(), (value) => middle + reach * value);
const picture = [1, 64, 64, 3];
const night = numbers(picture, 2, -0.8, 0.15);
const inputs = {
  day: numbers(picture, 1, 0.2, 0.6),
  night,
  real: night,
  code: Float32Array.of(-0.4, 0.2, 0.5, 0.1),
  sky: new Float32Array(64 * 64).fill(1, 0, 20 * 64),
  ceiling: Float32Array.of(0.05),
  paired: Float32Array.of(1),
};
/** The same at every step. */
const chance = ({ inputs: wanted }: TrainingStep) =>
  Object.fromEntries(Object.entries(wanted).flatMap(([name, { shape, content }]) => (content === 'uniform' ? [[name, numbers(shape, 3, 0.5, 0.499)]] : [])));

async function opened(steps: readonly TrainingStep[]) {
  const random = seedRandom(1);
  const drawn = steps.map((step) => ({ step, initial: step.initialState(random) }));
  const state: TrainingState = new Map(drawn.flatMap(({ initial }) => Object.entries(initial)));
  const runs = await Promise.all(
    drawn.map(async ({ step, initial }) => {
      const open = await openTracedStep(step, traceStep(step, initial), { provider: 'cpu', threads: 1 });
      if (!open.ok) throw new Error(open.error.message);
      onTestFinished(() => open.value.release());
      return async (batch: Record<string, Float32Array>) => {
        const result = await open.value.run(state, { ...batch, ...chance(step) }, 2e-3);
        if (!result.ok) throw new Error(result.error.message);
        return result.value;
      };
    }),
  );
  return { runs, state };
}

describe('relighting steps', () => {
  it('bring a day closer to its night, and learn to tell them apart', async () => {
    const { runs, state } = await opened([relightStep(config), relightDiscriminatorStep(config)]);
    const history: Record<string, number>[] = [];
    let shown: Record<string, Float32Array> = {};
    for (let turn = 0; turn < 12; turn++) {
      const { metrics, outputs } = await runs[0]!(inputs);
      const [fake, fakeHalf, realHalf] = ['fake', 'fakeHalf', 'realHalf'].map((name) => outputs[name]!.values) as [Float32Array, Float32Array, Float32Array];
      shown = { 'full.real': night, 'full.fake': fake, 'half.real': realHalf, 'half.fake': fakeHalf };
      history.push({ ...metrics, ...(await runs[1]!(shown)).metrics });
    }
    // The first step meets discriminators whose singular vectors are still drawn by chance.
    const [before, after] = [history[1]!, history.at(-1)!];
    for (const name of ['placed', 'colours', 'patches']) expect(after[name], name).toBeLessThan(before[name]!);
    const sum = ({ adversarial, placed, colours, patches, structure, sky, lamps, emission }: Record<string, number>, placedWeight: number) =>
      adversarial! + placedWeight * placed! + 5 * colours! + 5 * patches! + structure! + 4 * sky! + 0.1 * lamps! + 0.02 * emission!;
    // The weight of placed light comes down from 4 to 1 in four steps.
    expect(before['loss']).toBeCloseTo(sum(before, 3.25), 3);
    expect(history[2]!['loss']).toBeCloseTo(sum(history[2]!, 2.5), 3);
    expect(after['loss']).toBeCloseTo(sum(after, 1), 3);
    for (let again = 0; again < 80; again++) history.push((await runs[1]!(shown)).metrics);
    for (const name of ['full.loss', 'half.loss']) expect(history.at(-1)![name], name).toBeLessThan(after[name]!);
    expect(['relighter', 'full', 'half'].map((name) => state.get(`${name}.count`)!.values[0])).toEqual([12, 92, 92]);
  });

  it('leave unpaired light where it likes', async () => {
    const steps = [relightStep(config), relightDiscriminatorStep(config)];
    const { runs } = await opened(steps);
    const { metrics } = await runs[0]!({ ...inputs, paired: Float32Array.of(0) });
    expect(metrics['placed']).toBe(0);
    expect(metrics['colours']).toBeGreaterThan(0);
  });
});
