import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { seedRandom } from '../random.ts';
import { createEagerStep } from '../run/eager-step.ts';
import { openTracedStep, traceStep } from '../run/traced-step.ts';
import type { StateValues } from '../trainee.ts';
import { cutDiscriminatorStep, cutGeneratorStep } from './cut.ts';
import { cycleganDiscriminatorStep, cycleganGeneratorStep } from './cyclegan.ts';
import { inpaintingDiscriminatorStep, inpaintingStep } from './inpainting.ts';
import type { TrainingStep } from './step.ts';
import { superResolutionStep } from './super-resolution.ts';

const generator = { width: 2, blocks: 1, upsampling: 'resize', normalisation: 'instance' } as const;
const network = { width: 2, halvings: 1, normalisation: 'instance', spectral: true } as const;
const adversary = { network, loss: 'lsgan', augmented: true } as const;
const common = { batch: 1, size: 8, averageDecay: 0.9, clip: 100 };
const cyclegan = { ...common, generator: { ...generator, upsampling: 'transposed' } as const, adversary, cycle: 10, identity: 5 };
const cut = { ...common, generator, adversary: { ...adversary, loss: 'vanilla' } as const, contrast: 1, identity: 1, patches: 4 };
const inpainting = {
  ...common,
  batch: 2,
  inpainter: { width: 2, dilations: [2] },
  adversary: { ...adversary, network: { ...network, channels: 4 }, loss: 'hinge' } as const,
  hole: 2,
  adversarial: 0.1,
};
const upscaler = { scale: 2, width: 4, depth: 1, activation: 'prelu', filters: 'edge-oriented', longSkip: true } as const;
const superResolution = { ...common, batch: 2, upscaler, loss: 'charbonnier', luma: 0.75, agreement: 0.5, sharpness: { adversary, weight: 0.1 } } as const;

const steps: Record<string, TrainingStep> = {
  superResolution: superResolutionStep(superResolution),
  collapsible: superResolutionStep({ ...common, upscaler: { ...upscaler, activation: 'leaky', filters: 'collapsible' }, loss: 'l1', luma: 0, agreement: 0 }),
  cycleganGenerators: cycleganGeneratorStep(cyclegan),
  cycleganDiscriminators: cycleganDiscriminatorStep(cyclegan),
  cutGenerator: cutGeneratorStep(cut),
  cutDiscriminator: cutDiscriminatorStep({ ...cut, adversary: { ...adversary, network: { ...network, normalisation: 'batch' }, augmented: false } }),
  inpainter: inpaintingStep(inpainting),
  inpaintingDiscriminator: inpaintingDiscriminatorStep(inpainting),
};
const sizeOf = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

/** Euclidean distance relative to the length of the first. */
function distance(expected: ArrayLike<number>, got: ArrayLike<number>): number {
  expect(got.length).toBe(expected.length);
  let [squares, differences] = [0, 0];
  for (let index = 0; index < expected.length; index++) {
    squares += expected[index]! ** 2;
    differences += (expected[index]! - got[index]!) ** 2;
  }
  return Math.sqrt(differences / (squares || 1));
}

describe('a traced step', () => {
  it.each(Object.entries(steps))('does what the eager one does: %s', async (_, step) => {
    const random = seedRandom(1);
    const initial = step.initialState(random);
    const read = Object.entries(step.reads).map(([name, shape]) => [name, { shape, values: Float32Array.from({ length: sizeOf(shape) }, () => 0.1 * random.normal()) }]);
    const state: StateValues = { ...initial, ...(Object.fromEntries(read) as StateValues) };
    const batch = Object.fromEntries(
      Object.entries(step.inputs).map(([name, { shape, content }]) => {
        const values = Float32Array.from({ length: sizeOf(shape) }, random.uniform);
        return [name, content === 'mask' ? values.map((value) => (value < 0.3 ? 1 : 0)) : values];
      }),
    );
    const traced = await openTracedStep(step, traceStep(step, initial), { provider: 'cpu', threads: 1 });
    if (!traced.ok) throw new Error(traced.error.message);
    const after = new Map(Object.entries(state));
    const run = await traced.value.run(after, batch, 0.01);
    await traced.value.release();
    if (!run.ok) throw new Error(run.error.message);

    await tf.setBackend('cpu');
    const [eagerAfter, tensorsBefore] = [new Map(Object.entries(state)), tf.memory().numTensors];
    const eager = await createEagerStep(step).run(eagerAfter, batch, 0.01);
    if (!eager.ok) throw new Error(eager.error.message);
    expect(tf.memory().numTensors).toBe(tensorsBefore);
    expect(Object.keys(run.value.metrics).sort()).toEqual(Object.keys(eager.value.metrics).sort());
    for (const [name, value] of Object.entries(eager.value.metrics)) expect(distance([value], [run.value.metrics[name]!]), name).toBeLessThan(1e-4);
    for (const [name, { values }] of Object.entries(eager.value.outputs)) expect(distance(values, run.value.outputs[name]!.values), name).toBeLessThan(1e-4);
    for (const [name, { values }] of eagerAfter) expect(distance(values, after.get(name)!.values), name).toBeLessThan(2e-3);
    expect([...eagerAfter.values()].some(({ values }, index) => values !== Object.values(state)[index]!.values)).toBe(true);
  });
});
