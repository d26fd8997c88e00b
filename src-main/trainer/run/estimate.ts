/** @file How long a training will take and how much memory, from a few real turns before it starts; trainer process. */
import { type Result, succeed } from '../../../src-shared/result.ts';
import type { TrainingEvent } from '../../../src-shared/trainer-messages.ts';
import type { StateValues } from '../trainee.ts';
import { keptCheckpoints } from './checkpoint-folder.ts';
import type { OpenSteps } from './open-steps.ts';
import type { PreparedRecipe } from './recipe.ts';
import { mostSnapshots } from './snapshots.ts';

/** The first turn also fills caches and memory; it is not counted. */
const measuredTurns = 3;

type Estimated = Extract<TrainingEvent, { event: 'estimated' }>;

/** A package holds weights without what optimizers remember, and the model. */
const packageShare = 0.5;
/** Of one held-out picture at one checkpoint. */
const previewBytes = 60_000;

/** Checkpoints with one being written, models of some of them, copies and previews. */
function mostDiskBytes({ copyBytes, poolBytes, heldOut }: PreparedRecipe, initial: StateValues, checkpoints: number): number {
  const state = Object.values(initial).reduce((sum, { values }) => sum + values.byteLength, 0);
  return (keptCheckpoints + 1) * (state + poolBytes) + (mostSnapshots + 1) * packageShare * state + copyBytes + checkpoints * heldOut * previewBytes;
}

/** Leaves `initial` and the recipe as they were. */
export async function estimateTraining(recipe: PreparedRecipe, initial: StateValues, { device, run }: OpenSteps, checkpointSeconds: number): Promise<Result<Estimated>> {
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
  const seconds = secondsPerStep * recipe.length;
  const diskBytes = Math.round(mostDiskBytes(recipe, initial, 1 + seconds / checkpointSeconds));
  return succeed({ event: 'estimated', secondsPerStep, seconds, megabytes, diskBytes, device });
}
