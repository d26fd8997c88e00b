/** @file Super-resolution as the training loop runs it: pairs from a folder, PSNR on held-out pictures; trainer process. */
import { join } from 'node:path';
import { type Result, succeed } from '../../../src-shared/result.ts';
import type { SuperResolutionRun } from '../../../src-shared/trainer-messages.ts';
import { compactUpscaler } from '../../networks/compact-upscaler.ts';
import { countParameters } from '../../networks/parameters.ts';
import { rescaleUpscaler } from '../../networks/rescale-upscaler.ts';
import { createSession } from '../../runtime/session.ts';
import type { PictureFile } from '../data/batch-source.ts';
import { loadPicture } from '../data/load-picture.ts';
import { openPictureCache } from '../data/picture-cache.ts';
import { crop, type Picture } from '../data/picture.ts';
import { resample } from '../data/resample.ts';
import { superResolutionSource } from '../data/super-resolution-source.ts';
import { type RandomState, seedRandom } from '../random.ts';
import { superResolutionStep } from '../steps/super-resolution.ts';
import { upscalerModel, upscalerPorts, writeUpscalerPackage } from './export-upscaler.ts';
import { holdOut } from './held-out.ts';
import { learningRateAt } from './learning-rate.ts';
import { luminancePsnr } from './luminance-psnr.ts';
import { type Metrics, type Places, type PreparedRecipe, singleStepTurns } from './recipe.ts';
import { runPicture } from './run-picture.ts';
import { type Roles, type Start, startedFrom, type StartingWeights, startingWeights } from './starting-weights.ts';
import type { TrainingState } from './traced-step.ts';
import { usablePictures } from './usable-pictures.ts';
import { packageId } from './write-model-package.ts';

/** By Euclidean norm over all parameters; longer ones are shortened. */
const longestGradient = 1;
const roles: Roles = { generator: 'upscaler' };

export async function prepareSuperResolution(run: SuperResolutionRun, { out, onEvent, start }: Places): Promise<Result<PreparedRecipe>> {
  const { scale, size, batch, seed } = run;
  const usable = await usablePictures(run.data, Math.ceil((size * scale) / 0.75), onEvent);
  if (!usable.ok) return usable;
  const { training, heldOut } = holdOut(usable.value);
  const cacheFolder = join(out, 'cache');
  const cache = await openPictureCache(cacheFolder);
  const exam = await examFrom(heldOut, scale, cacheFolder);
  const config = { scale, width: run.width, depth: run.depth, activation: run.activation, filters: run.filters, longSkip: run.longSkip };
  const step = superResolutionStep({ upscaler: config, batch, size, loss: run.loss, averageDecay: run.averageDecay, clip: longestGradient });
  const weightsOf = (state: TrainingState): Float32Array => state.get('upscaler.average')!.values;

  return succeed({
    steps: start ? startedFrom({ upscaler: step }, roles, atScale(start, scale)) : { upscaler: step },
    length: run.steps,
    learningRate: (step) => learningRateAt(step, { peak: run.learningRate, steps: run.steps }),
    seed,
    parameters: countParameters(compactUpscaler(config).specs),
    pictures: training.length,
    heldOut: heldOut.length,
    openSource: (from) =>
      superResolutionSource({ files: training, scale, batch, size }, cache, (from as RandomState | null) ?? seedRandom(seed, 'crops').state(), (path, { message }) => {
        onEvent({ event: 'skipped', path, message });
      }),
    openTurns: () => singleStepTurns('upscaler'),
    evaluate: (state) => examine(upscalerModel(config, weightsOf(state)), exam, scale),
    async exportModel(state, step, metrics) {
      const folder = join(out, 'model', packageId(out));
      await writeUpscalerPackage(folder, config, { run, record: { pictures: training.length, steps: step, metrics }, weights: startingWeights(state, roles) });
      return folder;
    },
  });
}

/** The upscaler of the base, for the scale of this run. */
function atScale({ network, weights }: Start, scale: number): StartingWeights {
  const generator = weights['generator'];
  if (network.kind !== 'compact-upscaler' || !generator || network.scale === scale) return weights;
  const values = rescaleUpscaler(network, generator.values, scale);
  return { generator: { shape: [values.length], values } };
}

type Question = { readonly low: Picture; readonly high: Picture };

/** Side of the part that is measured, in pixels of the enlarged picture. */
const examSide = 384;

/** The middle of each held-out picture at half its size, and the same made smaller. */
async function examFrom(files: readonly PictureFile[], scale: number, scratch: string): Promise<Question[]> {
  const questions: Question[] = [];
  for (const { path } of files) {
    const loaded = await loadPicture(path, scratch);
    if (!loaded.ok) continue;
    const { width, height } = loaded.value;
    const half = resample(loaded.value, Math.floor(width / 2), Math.floor(height / 2), 'lanczos');
    const [columns, rows] = [half.width, half.height].map((side) => Math.floor(Math.min(examSide, side) / scale)) as [number, number];
    const frame = { x: (half.width - columns * scale) >> 1, y: (half.height - rows * scale) >> 1, width: columns * scale, height: rows * scale };
    const high = crop(half, frame);
    questions.push({ high, low: resample(high, columns, rows, 'bicubic') });
  }
  return questions;
}

async function examine(model: Uint8Array, exam: readonly Question[], scale: number): Promise<Result<Metrics>> {
  if (exam.length === 0) return succeed({});
  const session = await createSession({ model, ...upscalerPorts }, 'cpu');
  if (!session.ok) return session;
  let [psnr, bicubic] = [0, 0];
  for (const { low, high } of exam) {
    const enlarged = await runPicture(session.value, low);
    if (!enlarged.ok) return enlarged;
    psnr += luminancePsnr(enlarged.value, high, scale) / exam.length;
    bicubic += luminancePsnr(resample(low, high.width, high.height, 'bicubic'), high, scale) / exam.length;
  }
  await session.value.release();
  return succeed({ psnr, bicubic });
}
