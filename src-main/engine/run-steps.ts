/** @file The steps of a recipe on a raster, one after another. Runs in the engine. */
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failure } from '../../src-shared/failure.ts';
import type { Mask } from '../../src-shared/mask.ts';
import { findOperation } from '../../src-shared/operations/registry.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { maskedStep } from './mask/masked-step.ts';
import type { Place } from './mask/place.ts';
import { maskReach } from './mask/resolve-mask.ts';
import type { ProgressMeter } from './progress-meter.ts';
import { resampleReach } from './resample.ts';
import { steps } from './steps/registry.ts';
import type { PreparedStep, StepDetails, StepSurroundings } from './steps/step.ts';

export type PreparedSteps = { readonly steps: readonly (PreparedStep & { readonly mask: Mask | undefined; readonly needsMask: boolean })[]; readonly surroundings: StepSurroundings };

/** Before any pixel is touched, so that a missing model costs no time. */
export async function prepareSteps(recipe: Recipe, surroundings: StepSurroundings): Promise<Result<PreparedSteps>> {
  const prepared: PreparedSteps['steps'][number][] = [];
  for (const { operation, parameters, mask } of recipe.steps) {
    const { needsMask, label } = findOperation(operation)!;
    if (needsMask && !mask) return failWith(failure('bad-request', `${label} works where a mask is, and there is none.`, { advice: 'Paint over what it is meant for.' }));
    const step = await steps[operation]!(parameters, surroundings);
    if (!step.ok) return step;
    prepared.push({ ...step.value, mask, needsMask });
  }
  return succeed({ steps: prepared, surroundings });
}

/** Result pixels per picture pixel and side. */
export const scaleOf = ({ steps: prepared }: PreparedSteps): number => prepared.reduce((product, step) => product * step.scale, 1);

/** Picture pixels around a region that its result depends on, beyond 1/255. */
export function marginOf({ steps: prepared }: PreparedSteps): number {
  let scale = 1;
  let margin = 0;
  for (const step of prepared) {
    // Where the mask is empty a larger picture is a plain resample.
    margin += Math.max(step.margin, step.mask ? resampleReach(step.scale) : 0, maskReach(step.mask)) / scale;
    scale *= step.scale;
  }
  return Math.ceil(margin);
}

type Rasters = { readonly source: string; readonly result: string; readonly scratch: string; readonly meter: ProgressMeter; /** What `source` holds. */ readonly place: Place };

/** Leaves the last step's raster at `result`; details are those of the last step, with the sums of all. */
export async function runSteps({ steps: prepared, surroundings }: PreparedSteps, { source, result, scratch, meter, place }: Rasters): Promise<Result<StepDetails>> {
  meter.enter('run');
  let total: StepDetails | undefined;
  let from = source;
  let scale = 1;
  for (const [index, step] of prepared.entries()) {
    const target = index === prepared.length - 1 ? result : join(scratch, `step-${index}`);
    const run = { source: from, target, scratch, meter };
    const ran = await (step.mask ? maskedStep({ ...step, mask: step.mask }, run, { place, scale, surroundings }) : step.run(run));
    if (!ran.ok) return ran;
    // A raster that somebody keeps is not ours to remove.
    if (dirname(from) === scratch) await rm(from);
    from = target;
    scale *= step.scale;
    total = {
      ...ran.value,
      tiles: ran.value.tiles + (total?.tiles ?? 0),
      networkMs: ran.value.networkMs + (total?.networkMs ?? 0),
      notes: [...(total?.notes ?? []), ...ran.value.notes],
    };
  }
  return succeed(total!);
}
