/** @file Super-resolution as the training loop runs it: pairs from a folder, PSNR on held-out pictures; trainer process. */
import { join } from 'node:path';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import type { SuperResolutionRun } from '../../../src-shared/trainer-messages.ts';
import { compactUpscaler } from '../../networks/compact-upscaler.ts';
import { measureOf } from '../../../src-shared/training.ts';
import { deepenUpscaler } from '../../networks/deepen-upscaler.ts';
import { countParameters } from '../../networks/parameters.ts';
import { rescaleUpscaler } from '../../networks/rescale-upscaler.ts';
import { openPictureCache } from '../data/picture-cache.ts';
import { pairBytes, superResolutionSource } from '../data/super-resolution-source.ts';
import { type RandomState, seedRandom } from '../random.ts';
import type { Adversary } from '../steps/discriminator-step.ts';
import { type SuperResolutionConfig, superResolutionDiscriminatorStep, superResolutionStep } from '../steps/super-resolution.ts';
import { adversarialTurns, type Contest } from './adversarial-turns.ts';
import { upscalerModel, writeUpscalerPackage } from './export-upscaler.ts';
import { type HeatMap, heatMaps } from './heat-map.ts';
import { holdOut } from './held-out.ts';
import { learningRateAt } from './learning-rate.ts';
import { spread } from './middle-crops.ts';
import { previewsIn } from './previews.ts';
import type { Places, PreparedRecipe } from './recipe.ts';
import { singleStepTurns } from './single-step-turns.ts';
import { examFrom, examine, plainlyEnlarged } from './super-resolution-exam.ts';
import { type Roles, type Start, startedFrom, type StartingWeights, startingWeights } from './starting-weights.ts';
import type { TrainingState } from './traced-step.ts';
import { usablePictures } from './usable-pictures.ts';
import { packageId } from './write-model-package.ts';

/** By Euclidean norm over all parameters; longer ones are shortened. */
const longestGradient = 1;
const roles = { generator: 'upscaler', discriminator: 'discriminator' } as const satisfies Roles;
/** Judges texture, not what pictures show: patches of 34 x 34 pixels. */
export const textureAdversary: Adversary = { network: { width: 32, halvings: 2, normalisation: 'none', spectral: true }, loss: 'vanilla', augmented: false };
/** Training pictures that are shown where none are held out. */
const shownAtLeast = 4;
/** Side in pixels below which it has nothing to judge. */
const smallestJudged = 16;

export async function prepareSuperResolution(run: SuperResolutionRun, { out, onEvent, start }: Places): Promise<Result<PreparedRecipe>> {
  const { scale, size, batch, seed, degraded = false } = run;
  if (run.sharpness && size * scale < smallestJudged) return failWith(tooSmall(run));
  if (run.agreement && !run.base) return failWith(failure('bad-request', 'Expected a base to learn from, got an agreement without one.', { advice: 'Name a model by --base, or leave --agreement out.' }));
  const usable = await usablePictures(run.data, { smallestSide: Math.ceil((size * scale) / 0.75), excluded: run.excluded }, onEvent);
  if (!usable.ok) return usable;
  const { training, heldOut } = holdOut(usable.value);
  const cacheFolder = join(out, 'cache');
  const cache = await openPictureCache(cacheFolder);
  const exam = await examFrom(heldOut.length > 0 ? heldOut : spread(training, shownAtLeast), { scale, degraded }, cacheFolder);
  const show = previewsIn(out, onEvent);
  const config = upscalerOf(run);
  const contest = sharpeningContest(run);
  const faithful = superResolutionStep(stepConfigOf(run));
  const steps = contest?.steps ?? { upscaler: faithful };
  const weightsOf = (state: TrainingState): Float32Array => state.get('upscaler.average')!.values;

  return succeed({
    steps: start ? startedFrom(steps, roles, fitted(start, run)) : steps,
    length: run.steps,
    learningRate: (step) => learningRateAt(step, { peak: run.learningRate, steps: run.steps }),
    seed,
    measure: measureOf[run.recipe],
    parameters: countParameters(compactUpscaler(config).specs),
    pictures: training.length,
    heldOut: heldOut.length,
    copyBytes: pairBytes({ files: training, scale, size }),
    poolBytes: 0,
    openSource: (from) =>
      superResolutionSource({ files: training, scale, batch, size, degraded }, cache, (from as RandomState | null) ?? seedRandom(seed, 'crops').state(), (path, { message }) => {
        onEvent({ event: 'skipped', path, message });
      }),
    openTurns: (from) => (contest ? adversarialTurns(contest, seed, from) : singleStepTurns('upscaler', faithful, seed, from)),
    async evaluate(state, step) {
      if (exam.length === 0) return succeed({});
      const answers = await examine(upscalerModel(config, weightsOf(state)), exam, scale);
      if (!answers.ok) return answers;
      const { metrics, enlarged } = answers.value;
      const heat = contest && step > contest.warmUpTurns ? await heatMaps(state, roles.discriminator, textureAdversary, enlarged.map((picture) => ({ picture }))) : succeed<HeatMap[]>([]);
      if (!heat.ok) return heat;
      const shown = await show(step, 'enlarged', { input: exam.map(plainlyEnlarged), output: enlarged, truth: exam.map(({ high }) => high), heat: heat.value });
      if (!shown.ok) return shown;
      return succeed(heldOut.length > 0 ? metrics : {});
    },
    async exportModel(state, step, metrics) {
      const folder = join(out, 'model', packageId(out));
      await writeUpscalerPackage(folder, config, { run, record: { pictures: training.length, heldOut: heldOut.length, steps: step, metrics }, weights: startingWeights(state, roles) });
      return folder;
    },
  });
}

const upscalerOf = ({ scale, width, depth, activation, filters, longSkip }: SuperResolutionRun) => ({ scale, width, depth, activation, filters, longSkip });

const stepConfigOf = (run: SuperResolutionRun): SuperResolutionConfig => {
  const { batch, size, loss, luma = 0, agreement = 0, averageDecay } = run;
  return { upscaler: upscalerOf(run), batch, size, loss, luma, agreement, averageDecay, clip: longestGradient };
};

/** Null where the pixels alone count. */
function sharpeningContest(run: SuperResolutionRun): Contest | null {
  if (!run.sharpness) return null;
  const { weight, faithfulShare } = run.sharpness;
  const config = stepConfigOf(run);
  return {
    steps: {
      warmUp: superResolutionStep(config),
      generator: superResolutionStep({ ...config, sharpness: { adversary: textureAdversary, weight } }),
      discriminator: superResolutionDiscriminatorStep(config, textureAdversary),
    },
    warmUpTurns: Math.round(faithfulShare * run.steps),
    feeds: { 'discriminator.real': { from: 'output', name: 'real' }, 'discriminator.fake': { from: 'output', name: 'fake' } },
    capacity: 0,
  };
}

const tooSmall = ({ size, scale }: SuperResolutionRun) =>
  failure('bad-request', `Expected enlarged crops of at least ${smallestJudged} pixels a side for the discriminator, got ${size * scale}.`, { reason: 'crops-too-small', advice: 'Choose a larger size.' });

/** The upscaler of the base, as deep as this run's and for its scale; a discriminator judges one scale only. */
function fitted({ network, weights }: Start, { scale, depth }: SuperResolutionRun): StartingWeights {
  const generator = weights['generator'];
  if (network.kind !== 'compact-upscaler' || !generator || (network.scale === scale && network.depth === depth)) return weights;
  const deeper = depth > network.depth ? deepenUpscaler(network, generator.values, depth) : generator.values;
  const values = rescaleUpscaler({ ...network, depth }, deeper, scale);
  const discriminator = network.scale === scale ? weights : {};
  return { ...discriminator, generator: { shape: [values.length], values } };
}
