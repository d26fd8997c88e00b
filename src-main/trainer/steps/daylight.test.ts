import { describe, expect, it, onTestFinished } from 'vitest';
import { scattered } from '../../networks/gradient-check.ts';
import { seedRandom } from '../random.ts';
import { openTracedStep, traceStep, type TrainingState } from '../run/traced-step.ts';
import { type DaylightConfig, daylightStep } from './daylight.ts';

const config: DaylightConfig = {
  generator: { width: 4, brightens: true },
  batch: 1,
  size: 64,
  weights: { pixels: 10, structure: 2, placed: 1.5, colours: 3, smooth: 3 },
  averageDecay: 0.9,
  clip: 20,
};

const numbers = (shape: readonly number[], seed: number, middle: number, reach: number) => Float32Array.from(scattered(shape, seed).dataSync(), (value) => middle + reach * value);
const day = numbers([1, 64, 64, 3], 1, 0.1, 0.5);
const night = day.map((value) => 2 * (0.5 * (value + 1)) ** 2 * 0.2 - 1);
const inputs = { night, day, code: Float32Array.of(0.8, -0.2, 0, 0.1), made: Float32Array.of(1) };

async function opened() {
  const step = daylightStep(config);
  const initial = step.initialState(seedRandom(1));
  const state: TrainingState = new Map(Object.entries(initial));
  const open = await openTracedStep(step, traceStep(step, initial), { provider: 'cpu', threads: 1 });
  if (!open.ok) throw new Error(open.error.message);
  onTestFinished(() => open.value.release());
  return async (batch: Record<string, Float32Array>) => {
    const result = await open.value.run(state, batch, 2e-3);
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  };
}

describe('daylightStep', () => {
  it('brings a night closer to the day that it was made of', async () => {
    const run = await opened();
    const history: Record<string, number>[] = [];
    for (let turn = 0; turn < 15; turn++) history.push((await run(inputs)).metrics);
    const [before, after] = [history[0]!, history.at(-1)!];
    for (const name of ['pixels', 'placed', 'colours']) expect(after[name], name).toBeLessThan(0.8 * before[name]!);
    const { pixels, structure, placed, colours, smooth } = after as Record<string, number>;
    expect(after['loss']).toBeCloseTo(10 * pixels! + 2 * structure! + 1.5 * placed! + 3 * colours! + 3 * smooth!, 3);
  });

  it('asks of a real night for its light, and that what is white in it goes out, not for the pixels of another frame', async () => {
    const run = await opened();
    const real = { ...inputs, made: Float32Array.of(0) };
    const { metrics } = await run(real);
    expect(metrics['structure']).toBe(0);
    expect(metrics['pixels']).toBeLessThan(0.01);
    expect(metrics['placed']).toBeGreaterThan(0.1);
    const white = night.map((value, index) => (index < 64 * 3 * 8 ? 1 : value));
    expect((await run({ ...real, night: white })).metrics['pixels']).toBeGreaterThan(0.05);
  });
});
