import { describe, expect, it } from 'vitest';
import { succeed } from '../../../src-shared/result.ts';
import type { Batch } from '../data/batch-source.ts';
import type { StepInput, TrainingStep } from '../steps/step.ts';
import { adversarialTurns, type Contest } from './adversarial-turns.ts';
import type { RunStep, TurnMemory } from './recipe.ts';

/** Only its inputs count here. */
const stepWith = (inputs: Readonly<Record<string, StepInput>>): TrainingStep => ({
  initialState: () => ({}),
  reads: {},
  inputs,
  run: () => ({ state: {}, metrics: {}, outputs: {} }),
});
const chance = { chance: { shape: [2, 3], content: 'uniform' } } as const;

const contest: Contest = {
  steps: { generator: stepWith(chance), discriminator: stepWith(chance), warmUp: stepWith({}) },
  warmUpTurns: 1,
  feeds: { 'critic.real': { from: 'batch', name: 'b' }, 'critic.fake': { from: 'pool', name: 'fake' }, 'critic.fresh': { from: 'output', name: 'fake' } },
  capacity: 3,
};

/** Turns with batches that count; the generator makes two pictures of one sample a turn. Gives what the steps were fed. */
async function taken(turns: number, first = 1, from: TurnMemory | null = null) {
  const fed: { name: string; batch: Batch }[] = [];
  const run: RunStep = (name, batch) => {
    fed.push({ name, batch });
    const made = 10 * (batch['b']?.[0] ?? 0);
    return Promise.resolve(succeed({ metrics: { [`${name}.loss`]: made }, outputs: { fake: { shape: [2, 1], values: Float32Array.of(made, made + 1) } } }));
  };
  const player = adversarialTurns(contest, 5, from);
  const metrics = [];
  for (let turn = first; turn < first + turns; turn++) metrics.push(await player.take({ b: Float32Array.of(turn) }, run));
  return { fed, metrics, memory: player.memory() };
}

describe('adversarialTurns', () => {
  it('warm up, then play the generator against the discriminator', async () => {
    const { fed, metrics } = await taken(3);
    expect(fed.map(({ name }) => name)).toEqual(['warmUp', 'generator', 'discriminator', 'generator', 'discriminator']);
    expect(metrics[0]).toEqual({ ok: true, value: { 'warmUp.loss': 10 } });
    expect(Object.keys(metrics[1]!.ok ? metrics[1]!.value : {})).toEqual(['generator.loss', 'discriminator.loss']);
    expect(fed[2]!.batch).toMatchObject({ 'critic.real': Float32Array.of(2), 'critic.fresh': Float32Array.of(20, 21), 'critic.fake': Float32Array.of(20, 21) });
  });

  it('draw fresh chance for every step', async () => {
    const { fed } = await taken(3);
    const draws = fed.flatMap(({ batch }) => (batch['chance'] ? [batch['chance'].join(' ')] : []));
    expect(draws).toHaveLength(4);
    expect(new Set(draws).size).toBe(4);
    expect(fed[1]!.batch['chance']).toHaveLength(6);
  });

  it('show the discriminator pictures of the past, one for one', async () => {
    const { fed } = await taken(30);
    const shown = fed.flatMap(({ batch }) => (batch['critic.fake'] ? [{ newest: batch['critic.fresh']![0]!, fakes: [...batch['critic.fake']] }] : []));
    const older = shown.flatMap(({ newest, fakes }) => fakes.filter((fake) => fake < newest));
    expect(older.length).toBeGreaterThan(10);
    expect(older.length).toBeLessThan(50);
  });

  it('go on from what they remember as if they had never stopped', async () => {
    const whole = await taken(30);
    const first = await taken(12);
    // As a checkpoint gives it back.
    const stored: TurnMemory = { plain: JSON.parse(JSON.stringify(first.memory.plain)) as unknown, tensors: first.memory.tensors };
    expect(Object.keys(stored.tensors)).toEqual(['critic.fake#0', 'critic.fake#1', 'critic.fake#2']);
    const second = await taken(18, 13, stored);
    expect([...first.fed, ...second.fed]).toEqual(whole.fed);
    expect(second.memory).toEqual(whole.memory);
  });
});
