/** @file How long a training will take and how much memory, from a few real turns before it starts; trainer process. */
import { type Result, succeed } from '../../../src-shared/result.ts';
import type { TrainingEvent } from '../../../src-shared/trainer-messages.ts';
import type { StateValues } from '../trainee.ts';
import type { OpenSteps } from './open-steps.ts';
import type { PreparedRecipe } from './recipe.ts';

/** The first turn also fills caches and memory; it is not counted. */
const measuredTurns = 3;

type Estimated = Extract<TrainingEvent, { event: 'estimated' }>;

/** Leaves `initial` and the recipe as they were. */
export async function estimateTraining(recipe: PreparedRecipe, initial: StateValues, { device, run }: OpenSteps): Promise<Result<Estimated>> {
  const source = recipe.openSource(null);
  const batches = [];
  for (let turn = 0; turn <= measuredTurns; turn++) batches.push(await source.next());
  const turns = recipe.openTurns(null);
  const state = new Map(Object.entries(initial));
  let startedAt = performance.now();
  for (const [turn, batch] of batches.entries()) {
    if (turn === 1) startedAt = performance.now();
    const taken = await turns.take(batch, (name, given) => run(name, state, given, recipe.learningRate(0)));
    if (!taken.ok) return taken;
  }
  const secondsPerStep = (performance.now() - startedAt) / 1000 / measuredTurns;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return succeed({ event: 'estimated', secondsPerStep, seconds: secondsPerStep * recipe.length, megabytes, device });
}
