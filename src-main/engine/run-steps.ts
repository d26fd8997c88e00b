/** @file The steps of a recipe on a raster, one after another. Runs in the engine. */
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failure } from '../../src-shared/failure.ts';
import type { Mask } from '../../src-shared/mask.ts';
import { findOperation } from '../../src-shared/operations/registry.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import type { Region } from '../../src-shared/region.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { maskedStep } from './mask/masked-step.ts';
import type { Place } from './mask/place.ts';
import { maskReach } from './mask/resolve-mask.ts';
import type { ProgressMeter } from './progress-meter.ts';
import { resampleReach } from './resample.ts';
import { worstSeam } from './seam-score.ts';
import type { Reference } from './series.ts';
import { steps } from './steps/registry.ts';
import { type Whole, wholeBefore } from './whole-before.ts';
import type { PreparedStep, StepDetails, StepSurroundings } from './steps/step.ts';

export type PreparedSteps = { readonly steps: readonly (PreparedStep & { readonly described: Recipe['steps'][number]; readonly mask: Mask | undefined; readonly needsMask: boolean })[]; readonly surroundings: StepSurroundings };

/** Before any pixel is touched, so that a missing model costs no time. */
export async function prepareSteps(recipe: Recipe, surroundings: StepSurroundings): Promise<Result<PreparedSteps>> {
  const prepared: PreparedSteps['steps'][number][] = [];
  for (const described of recipe.steps) {
    const { operation, parameters, mask } = described;
    const { needsMask, label } = findOperation(operation)!;
    if (needsMask && !mask) return failWith(failure('bad-request', `${label} works where a mask is, and there is none.`, { reason: 'mask-missing', advice: 'Paint over what it is meant for.' }));
    const step = await steps[operation]!(parameters, surroundings);
    if (!step.ok) return step;
    prepared.push({ ...step.value, described, mask, needsMask });
  }
  return succeed({ steps: prepared, surroundings });
}

/** Result pixels per picture pixel and side. */
export const scaleOf = ({ steps: prepared }: PreparedSteps): number => prepared.reduce((product, step) => product * step.scale, 1);

/** Of the first step: the others' time comes. */
export function warmUp({ steps: [first] }: PreparedSteps): void {
  void first?.warmUp?.().catch(() => undefined);
}

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

/** Picture pixels at multiples of which a region starts; a network of a later step finds its own multiples there too. */
export const alignmentOf = ({ steps: prepared }: PreparedSteps): number => prepared.reduce((common, { alignment = 1 }) => (common * alignment) / greatestDivisor(common, alignment), 1);

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

type Rasters = { readonly source: string; readonly result: string; readonly scratch: string; readonly meter: ProgressMeter; /** What `source` holds. */ readonly place: Place; /** For each step the part of the picture that its result is needed in; absent: all of it. */ readonly wanted?: readonly Region[]; /** Path of the raster of the whole picture. */ readonly whole: string; /** The picture that the series goes by. */ readonly reference?: Reference | undefined; /** See `StepRun`. */ readonly onLastGiven?: () => void };

/** A part of the picture in the pixels of a step's source, between which it may lie. */
const inSource = (part: Region, { region, shrink }: Place, scale: number): Region => {
  const unit = scale / shrink;
  return { x: (part.x - region.x) * unit, y: (part.y - region.y) * unit, width: part.width * unit, height: part.height * unit };
};

/** Leaves the last step's raster at `result`; details are those of the last step, with the sums of all. */
export async function runSteps(recipe: PreparedSteps, { source, result, scratch, meter, place, wanted, whole, reference, onLastGiven }: Rasters): Promise<Result<StepDetails>> {
  const { steps: prepared, surroundings } = recipe;
  const picture: Whole = {
    raster: whole,
    scratch,
    place,
    reference,
    run: (before, small) => runSteps({ steps: prepared.slice(0, before.length), surroundings }, { ...small, scratch, meter }),
  };
  meter.enter('run');
  let total: StepDetails | undefined;
  let from = source;
  let scale = 1;
  for (const [index, step] of prepared.entries()) {
    const isLast = index === prepared.length - 1;
    const target = isLast ? result : join(scratch, `step-${index}`);
    const before = prepared.slice(0, index).map(({ described }) => described);
    const run = { source: from, target, scratch, meter, wanted: wanted && inSource(wanted[index]!, place, scale), whole: await wholeBefore(picture, before, from, scale), ...(isLast ? { onLastGiven } : {}) };
    const ran = await (step.mask ? maskedStep({ ...step, mask: step.mask }, run, { place, scale, surroundings }) : step.run(run));
    if (!ran.ok) return ran;
    // A raster that somebody keeps is not ours to remove, and later steps may look at the whole picture again.
    if (dirname(from) === scratch && from !== whole) await rm(from);
    from = target;
    scale *= step.scale;
    total = {
      ...ran.value,
      tiles: ran.value.tiles + (total?.tiles ?? 0),
      networkMs: ran.value.networkMs + (total?.networkMs ?? 0),
      seamScore: worstSeam([total?.seamScore, ran.value.seamScore]),
      notes: [...(total?.notes ?? []), ...ran.value.notes],
    };
  }
  return succeed(total!);
}
