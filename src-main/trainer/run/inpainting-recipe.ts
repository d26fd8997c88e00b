/** @file Inpainting as the training loop runs it: crops with holes, first true to the pixels, then lifelike; trainer process. */
import { join } from 'node:path';
import { type Result, succeed } from '../../../src-shared/result.ts';
import type { InpaintingRun } from '../../../src-shared/trainer-messages.ts';
import { gatedInpainter } from '../../networks/gated-inpainter.ts';
import { measureOf } from '../../../src-shared/training.ts';
import { countParameters } from '../../networks/parameters.ts';
import { copyBytesOf } from '../data/crop-source.ts';
import { inpaintingSource, type InpaintingState, startInpainting } from '../data/inpainting-source.ts';
import { openPictureCache } from '../data/picture-cache.ts';
import { decayedLearningRate } from '../schedule.ts';
import { type InpaintingConfig, inpaintingDiscriminatorStep, inpaintingStep } from '../steps/inpainting.ts';
import type { Adversary } from '../steps/discriminator-step.ts';
import { adversarialTurns, type Contest } from './adversarial-turns.ts';
import { inpainterModel, writeInpainterPackage } from './export-inpainter.ts';
import { type HeatMap, heatMaps } from './heat-map.ts';
import { holdOut } from './held-out.ts';
import { drawQuestions, fillHoles, holed, inpaintingMetrics } from './inpainting-exam.ts';
import { middleCrops, spread } from './middle-crops.ts';
import { previewsIn } from './previews.ts';
import type { Places, PreparedRecipe } from './recipe.ts';
import { singleStepTurns } from './single-step-turns.ts';
import type { Picture } from '../data/picture.ts';
import { type Roles, startedFrom, startingWeights } from './starting-weights.ts';
import type { TrainingState } from './traced-step.ts';
import { usablePictures } from './usable-pictures.ts';
import { packageId } from './write-model-package.ts';

/** Pictures are made this much larger than crops. */
const margin = 1.5;
/** Share of the steps at the full learning rate. */
const constantShare = 0.5;
const longestGradient = 100;
/** Training pictures that are shown where none are held out. */
const shownAtLeast = 4;
const roles = { generator: 'inpainter', discriminator: 'discriminator' } as const satisfies Roles;

export async function prepareInpainting(run: InpaintingRun, { out, onEvent, start }: Places): Promise<Result<PreparedRecipe>> {
  const { size, batch, steps, seed } = run;
  const usable = await usablePictures(run.data, { smallestSide: size, excluded: run.excluded }, onEvent);
  if (!usable.ok) return usable;
  const { training, heldOut } = holdOut(usable.value);
  const cache = await openPictureCache(join(out, 'cache'));
  const crop = { size, shorterSide: Math.round(size * margin), jitter: 0 };
  const shown = heldOut.length > 0 ? heldOut : spread(training, shownAtLeast);
  const questions = drawQuestions(await middleCrops(shown, crop, cache), seed);
  const inpainter = { width: run.width, dilations: run.dilations };
  const contest = inpaintingContest(run);
  const byPixels = inpaintingStep(configOf(run, 0));
  const trainingSteps = contest?.steps ?? { inpainter: byPixels };
  const show = previewsIn(out, onEvent);
  const judged = async (state: TrainingState, step: number, filled: readonly Picture[]): Promise<Result<HeatMap[]>> =>
    contest && step > contest.warmUpTurns ? heatMaps(state, roles.discriminator, inpaintingAdversary(run), filled.map((picture, index) => ({ picture, mask: questions[index]!.mask }))) : succeed([]);
  const valuesOf = (state: TrainingState): Float32Array => state.get('inpainter.average')!.values;

  return succeed({
    steps: start ? startedFrom(trainingSteps, roles, start.weights) : trainingSteps,
    length: steps,
    learningRate: (step) => decayedLearningRate(step, { peak: run.learningRate, steps, constantShare }),
    seed,
    measure: measureOf[run.recipe],
    parameters: countParameters(gatedInpainter(inpainter).specs),
    pictures: training.length,
    heldOut: heldOut.length,
    copyBytes: copyBytesOf(usable.value, crop.shorterSide),
    poolBytes: 0,
    openSource: (from) =>
      inpaintingSource({ files: training, ...crop, batch }, cache, (from as InpaintingState | null) ?? startInpainting(seed), (path, { message }) => {
        onEvent({ event: 'skipped', path, message });
      }),
    openTurns: (from) => (contest ? adversarialTurns(contest, seed, from) : singleStepTurns('inpainter', byPixels, seed, from)),
    async evaluate(state, step) {
      if (questions.length === 0) return succeed({});
      const filled = await fillHoles(inpainterModel(inpainter, valuesOf(state)), questions);
      if (!filled.ok) return filled;
      const heat = await judged(state, step, filled.value);
      if (!heat.ok) return heat;
      const written = await show(step, 'filled', { input: questions.map(holed), output: filled.value, truth: questions.map(({ picture }) => picture), heat: heat.value });
      if (!written.ok) return written;
      return succeed(heldOut.length > 0 ? inpaintingMetrics(questions, filled.value) : {});
    },
    async exportModel(state, step, metrics) {
      const folder = join(out, 'model', packageId(out));
      await writeInpainterPackage(folder, { run, record: { pictures: training.length, heldOut: heldOut.length, steps: step, metrics }, weights: startingWeights(state, roles) });
      return folder;
    },
  });
}

/** Null where the discriminator's opinion has no weight. */
function inpaintingContest(run: InpaintingRun): Contest | null {
  if (run.adversarial === 0) return null;
  const config = configOf(run, run.adversarial);
  return {
    steps: { warmUp: inpaintingStep(configOf(run, 0)), generator: inpaintingStep(config), discriminator: inpaintingDiscriminatorStep(config) },
    warmUpTurns: Math.round(run.faithfulShare * run.steps),
    feeds: { 'discriminator.real': { from: 'output', name: 'real' }, 'discriminator.fake': { from: 'output', name: 'fake' } },
    capacity: 0,
  };
}

/** What judges the fills of a run that has a discriminator. */
export const inpaintingAdversary = (run: InpaintingRun): Adversary => configOf(run, run.adversarial).adversary;

function configOf({ width, dilations, discriminatorWidth, batch, size, hole, averageDecay }: InpaintingRun, adversarial: number): InpaintingConfig {
  const network = { width: discriminatorWidth, halvings: 3, normalisation: 'none', spectral: true, channels: 4 } as const;
  const adversary = { network, loss: 'hinge', augmented: false } as const;
  return { inpainter: { width, dilations }, adversary, batch, size, hole, adversarial, averageDecay, clip: longestGradient };
}
