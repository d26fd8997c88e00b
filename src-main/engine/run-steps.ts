/** @file The steps of a recipe on a raster, one after another. Runs in the engine. */
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Recipe } from '../../src-shared/recipe.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import type { ProgressMeter } from './progress-meter.ts';
import { steps } from './steps/registry.ts';
import type { PreparedStep, StepDetails, StepSurroundings } from './steps/step.ts';

/** Before any pixel is touched, so that a missing model costs no time. */
export async function prepareSteps(recipe: Recipe, surroundings: StepSurroundings): Promise<Result<PreparedStep[]>> {
  const prepared: PreparedStep[] = [];
  for (const { operation, parameters } of recipe.steps) {
    const step = await steps[operation]!(parameters, surroundings);
    if (!step.ok) return step;
    prepared.push(step.value);
  }
  return succeed(prepared);
}

/** Result pixels per picture pixel and side. */
export const scaleOf = (prepared: readonly PreparedStep[]): number => prepared.reduce((product, step) => product * step.scale, 1);

/** Picture pixels around a region that its result depends on, beyond 1/255. */
export function marginOf(prepared: readonly PreparedStep[]): number {
  let scale = 1;
  let margin = 0;
  for (const step of prepared) {
    margin += step.margin / scale;
    scale *= step.scale;
  }
  return Math.ceil(margin);
}

type Rasters = { readonly source: string; readonly result: string; readonly scratch: string; readonly meter: ProgressMeter };

/** Leaves the last step's raster at `result`; details are those of the last step, with the sums of all. */
export async function runSteps(prepared: readonly PreparedStep[], { source, result, scratch, meter }: Rasters): Promise<Result<StepDetails>> {
  meter.enter('run');
  let total: StepDetails | undefined;
  let from = source;
  for (const [index, step] of prepared.entries()) {
    const target = index === prepared.length - 1 ? result : join(scratch, `step-${index}`);
    const ran = await step.run({ source: from, target, scratch, meter });
    if (!ran.ok) return ran;
    // A raster that somebody keeps is not ours to remove.
    if (dirname(from) === scratch) await rm(from);
    from = target;
    total = {
      ...ran.value,
      tiles: ran.value.tiles + (total?.tiles ?? 0),
      networkMs: ran.value.networkMs + (total?.networkMs ?? 0),
      notes: [...(total?.notes ?? []), ...ran.value.notes],
    };
  }
  return succeed(total!);
}
