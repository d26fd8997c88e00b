/** @file Turns of a recipe with one step: the batch, and numbers that are drawn anew for each step; trainer process. */
import type { Batch } from '../data/batch-source.ts';
import { type Random, type RandomState, resumeRandom, seedRandom } from '../random.ts';
import type { TrainingStep } from '../steps/step.ts';
import type { TurnMemory, Turns } from './recipe.ts';

/** `from` is what the memory of earlier turns was, or null at the beginning. */
export function singleStepTurns(name: string, step: Pick<TrainingStep, 'inputs'>, seed: number, from: TurnMemory | null): Turns {
  const chance = resumeRandom((from?.plain as RandomState | null | undefined) ?? seedRandom(seed, 'chance').state());
  return {
    async take(batch, run) {
      const result = await run(name, { ...batch, ...drawUniform(step, chance) });
      return result.ok ? { ok: true, value: result.value.metrics } : result;
    },
    memory: () => ({ plain: chance.state(), tensors: {} }),
  };
}

/** Numbers in [0, 1) for all inputs of a step that are to be uniform. */
export function drawUniform({ inputs }: Pick<TrainingStep, 'inputs'>, chance: Random): Batch {
  const uniform = Object.entries(inputs).filter(([, { content }]) => content === 'uniform');
  return Object.fromEntries(uniform.map(([name, { shape }]) => [name, Float32Array.from({ length: shape.reduce((product, side) => product * side, 1) }, () => chance.uniform())]));
}
