/** @file A job from file to file: decode, run the recipe's steps, encode, lay out for the canvas. Runs in the engine. */
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Provider } from '../../src-shared/device.ts';
import type { EngineCall, EngineResponse } from '../../src-shared/engine-messages.ts';
import type { Progress } from '../../src-shared/job.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import { decodeImage } from '../image-io/decode.ts';
import { encodeRaster } from '../image-io/encode.ts';
import { buildPyramid } from '../image-io/pyramid.ts';
import { readRasterDirectory } from '../image-io/raster.ts';
import type { SessionCache } from '../runtime/session-cache.ts';
import { checkPlace, checkSize } from './check-target.ts';
import { moveFile } from './move-file.ts';
import { createProgressMeter, type ProgressMeter } from './progress-meter.ts';
import { withScratch } from './scratch.ts';
import { steps } from './steps/registry.ts';
import type { PreparedStep, StepDetails, StepSurroundings } from './steps/step.ts';

export type JobSurroundings = {
  /** Devices to try, best first. */
  readonly devices: readonly Provider[];
  /** Sentences about the choice of devices, for the details. */
  readonly notes: readonly string[];
  readonly modelDirectories: readonly string[];
  readonly sessions: SessionCache;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

export async function runJob(job: EngineCall<'run'>, { notes, onProgress, ...surroundings }: JobSurroundings): Promise<Result<EngineResponse<'run'>>> {
  const startedAt = performance.now();
  return withScratch(async (scratch) => {
    const { signal } = surroundings;
    const allowed = job.target ? await checkPlace(job.target) : succeed(null);
    if (!allowed.ok) return allowed;
    const prepared = await prepareSteps(job.recipe, { ...surroundings, tile: job.tile });
    if (!prepared.ok) return prepared;

    onProgress({ phase: 'decode', done: 0 });
    const input = await rasterOf(job.input, scratch, signal);
    if (!input.ok) return input;
    const { raster: source, warnings } = input.value;
    const { shape } = await readRasterDirectory(source);
    const scale = prepared.value.reduce((product, step) => product * step.scale, 1);
    const holds = job.target ? await checkSize(job.target, source, scale) : succeed(null);
    if (!holds.ok) return holds;
    const size = { width: shape.width * scale, height: shape.height * scale };
    const meter = createProgressMeter(onProgress, (size.width * size.height) / 1e6);

    const result = join(scratch, 'result');
    const ran = await runSteps(prepared.value, { source, result, scratch, meter });
    if (!ran.ok) return ran;

    const saved = job.target ? await encode(result, job.target, meter, signal) : succeed([]);
    if (!saved.ok) return saved;
    const pyramid = job.keep ? await keep(result, job.keep, meter, signal) : undefined;
    if (pyramid && !pyramid.ok) return pyramid;

    const details = {
      ...ran.value,
      ...size,
      notes: [...notes, ...ran.value.notes, ...saved.value],
      durationMs: Math.round(performance.now() - startedAt),
    };
    return succeed({ warnings, details, ...(pyramid ? { pyramid: pyramid.value } : {}) });
  });
}

async function rasterOf(input: EngineCall<'run'>['input'], scratch: string, signal: AbortSignal): Promise<Result<{ raster: string; warnings: string[] }>> {
  if (typeof input !== 'string') return succeed({ raster: input.raster, warnings: [] });
  const raster = join(scratch, 'source');
  const decoded = await decodeImage(input, raster, { signal });
  return decoded.ok ? succeed({ raster, warnings: decoded.value.warnings }) : decoded;
}

/** Before decoding, so that a missing model costs no time. */
async function prepareSteps(recipe: Recipe, surroundings: StepSurroundings): Promise<Result<PreparedStep[]>> {
  const prepared: PreparedStep[] = [];
  for (const { operation, parameters } of recipe.steps) {
    const step = await steps[operation]!(parameters, surroundings);
    if (!step.ok) return step;
    prepared.push(step.value);
  }
  return succeed(prepared);
}

type Rasters = { source: string; result: string; scratch: string; meter: ProgressMeter };

/** Leaves the last step's raster at `result`; details are those of the last step, with the sums of all. */
async function runSteps(prepared: readonly PreparedStep[], { source, result, scratch, meter }: Rasters): Promise<Result<StepDetails>> {
  meter.enter('run');
  let total: StepDetails | undefined;
  let from = source;
  for (const [index, step] of prepared.entries()) {
    const target = index === prepared.length - 1 ? result : join(scratch, `step-${index}`);
    const ran = await step.run({ source: from, target, scratch, meter });
    if (!ran.ok) return ran;
    // A kept raster is not ours to remove.
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

/** Notes for the user, such as what the format cannot hold. */
async function encode(raster: string, target: NonNullable<EngineCall<'run'>['target']>, meter: ProgressMeter, signal: AbortSignal): Promise<Result<readonly string[]>> {
  const encoded = await encodeRaster(raster, target, { signal, onPhase: meter.enter });
  return encoded.ok ? succeed(encoded.value.notes) : encoded;
}

async function keep(raster: string, files: NonNullable<EngineCall<'run'>['keep']>, meter: ProgressMeter, signal: AbortSignal) {
  meter.enter('preview');
  const pyramid = await buildPyramid(raster, files.pyramid, { signal });
  if (pyramid.ok) await moveFile(raster, files.raster);
  return pyramid;
}
