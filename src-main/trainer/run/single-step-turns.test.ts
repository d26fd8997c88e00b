import { describe, expect, it } from 'vitest';
import { succeed } from '../../../src-shared/result.ts';
import type { Batch } from '../data/batch-source.ts';
import type { RunStep, TurnMemory } from './recipe.ts';
import { singleStepTurns } from './single-step-turns.ts';

const inputs = { low: { shape: [1], content: 'picture' }, chance: { shape: [2, 3], content: 'uniform' } } as const;

async function taken(turns: number, from: TurnMemory | null = null) {
  const fed: Batch[] = [];
  const run: RunStep = (name, batch) => {
    fed.push(batch);
    return Promise.resolve(succeed({ metrics: { [`${name}.loss`]: 1 }, outputs: {} }));
  };
  const player = singleStepTurns('upscaler', { inputs }, 5, from);
  const results = [];
  for (let turn = 0; turn < turns; turn += 1) results.push(await player.take({ low: Float32Array.of(turn) }, run));
  return { fed, results, memory: player.memory() };
}

describe('singleStepTurns', () => {
  it('give the step its batch and fresh chance, and tell its metrics', async () => {
    const { fed, results } = await taken(2);
    expect(fed.map(({ low }) => low)).toEqual([Float32Array.of(0), Float32Array.of(1)]);
    const [first, second] = fed.map(({ chance }) => [...chance!]) as [number[], number[]];
    expect(first).toHaveLength(6);
    expect(first.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(second).not.toEqual(first);
    expect(results).toEqual([succeed({ 'upscaler.loss': 1 }), succeed({ 'upscaler.loss': 1 })]);
  });

  it('go on with the same chance after a checkpoint', async () => {
    const [whole, half] = [await taken(4), await taken(2)];
    const rest = await taken(2, JSON.parse(JSON.stringify(half.memory)) as TurnMemory);
    expect(rest.fed.map(({ chance }) => chance)).toEqual(whole.fed.slice(2).map(({ chance }) => chance));
  });
});
