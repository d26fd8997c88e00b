/** @file CycleGAN and CUT as the training loop runs them: crops from two folders, previews, distances; trainer process. */
import { join } from 'node:path';
import { type Result, succeed } from '../../../src-shared/result.ts';
import type { CutRun, CycleganRun } from '../../../src-shared/trainer-messages.ts';
import { measureOf } from '../../../src-shared/training.ts';
import { countParameters } from '../../networks/parameters.ts';
import { resnetGenerator } from '../../networks/resnet-generator.ts';
import { createSession } from '../../runtime/session.ts';
import type { PictureFile } from '../data/batch-source.ts';
import { copyBytesOf } from '../data/crop-source.ts';
import { openPictureCache } from '../data/picture-cache.ts';
import type { Picture } from '../data/picture.ts';
import { startUnpaired, type UnpairedState, unpairedSource } from '../data/unpaired-source.ts';
import { decayedLearningRate } from '../schedule.ts';
import { adversarialTurns, poolBytesOf } from './adversarial-turns.ts';
import { translatorModel, translatorPorts, writeTranslatorPackage } from './export-translator.ts';
import { heatMaps } from './heat-map.ts';
import { holdOut } from './held-out.ts';
import { middleCrops, spread } from './middle-crops.ts';
import { previewsIn, type PreviewRows } from './previews.ts';
import type { Metrics, Places, PreparedRecipe } from './recipe.ts';
import { startedFrom, startingWeights } from './starting-weights.ts';
import type { TrainingState } from './traced-step.ts';
import { type Direction, type Side, translationContest } from './translation-contests.ts';
import { translateAll, translationMetrics } from './translation-exam.ts';
import { usablePictures } from './usable-pictures.ts';
import { packageId } from './write-model-package.ts';

/** Pictures are made this much larger than crops; 286 for 256 in the paper. */
const margin = 286 / 256;
/** Share of the steps at the full learning rate. */
const constantShare = 0.5;
/** Pictures of the other side that translations are compared with, and of those shown where none are held out. */
const [compared, shownAtLeast] = [16, 4] as const;

type Exam = { readonly shown: Readonly<Record<Side, readonly Picture[]>>; readonly targets: Readonly<Record<Side, readonly Picture[]>>; readonly heldOut: boolean };

export async function prepareTranslation(run: CycleganRun | CutRun, { out, onEvent, start }: Places): Promise<Result<PreparedRecipe>> {
  const { size, batch, steps, seed, excluded } = run;
  const wanted = { smallestSide: size, excluded };
  const a = await usablePictures(run.a, wanted, onEvent);
  if (!a.ok) return a;
  const b = await usablePictures(run.b, wanted, onEvent);
  if (!b.ok) return b;
  const sides = { a: holdOut(a.value), b: holdOut(b.value) };
  const cache = await openPictureCache(join(out, 'cache'));
  const crop = { size, shorterSide: Math.round(size * margin), jitter: 0 };

  const heldOut = sides.a.heldOut.length > 0 && sides.b.heldOut.length > 0;
  const shownOf = (side: Side): readonly PictureFile[] => (heldOut ? sides[side].heldOut : spread(sides[side].training, shownAtLeast));
  const exam: Exam = {
    shown: { a: await middleCrops(shownOf('a'), crop, cache), b: await middleCrops(shownOf('b'), crop, cache) },
    targets: { a: await middleCrops(spread(a.value, compared), crop, cache), b: await middleCrops(spread(b.value, compared), crop, cache) },
    heldOut,
  };
  const contest = translationContest(run);
  const { generator, directions, adversary } = contest;
  const show = previewsIn(out, onEvent);
  const valuesOf = (state: TrainingState, { roles }: Direction): Float32Array => state.get(`${roles.generator}.average`)!.values;
  const pictures = sides.a.training.length + sides.b.training.length;
  const tested = sides.a.heldOut.length + sides.b.heldOut.length;

  return succeed({
    steps: start ? startedFrom(contest.steps, directions[0]!.roles, start.weights) : contest.steps,
    length: steps,
    learningRate: (step) => decayedLearningRate(step, { peak: run.learningRate, steps, constantShare }),
    seed,
    measure: measureOf[run.recipe],
    parameters: directions.length * countParameters(resnetGenerator(generator).specs),
    pictures,
    heldOut: tested,
    copyBytes: copyBytesOf([...a.value, ...b.value], crop.shorterSide),
    poolBytes: poolBytesOf(contest, size),
    openSource: (from) =>
      unpairedSource({ a: { files: sides.a.training, ...crop }, b: { files: sides.b.training, ...crop }, batch }, cache, (from as UnpairedState | null) ?? startUnpaired(seed), (path, { message }) => {
        onEvent({ event: 'skipped', path, message });
      }),
    openTurns: (from) => adversarialTurns(contest, seed, from),
    async evaluate(state, step) {
      const models = directions.map((direction) => ({ direction, model: translatorModel(generator, valuesOf(state, direction)) }));
      return examine(models, exam, async (what, { roles }, rows) => {
        const heat = await heatMaps(state, roles.discriminator, adversary, rows.output.map((picture) => ({ picture })));
        return heat.ok ? show(step, what, { ...rows, heat: heat.value }) : heat;
      });
    },
    async exportModel(state, step, metrics) {
      const folders = directions.map((_, index) => join(out, 'model', `${packageId(out)}${index === 0 ? '' : '-back'}`));
      for (const [index, direction] of directions.entries()) {
        const trained = { run, record: { pictures, heldOut: tested, steps: step, metrics }, weights: startingWeights(state, direction.roles) };
        await writeTranslatorPackage(folders[index]!, generator, trained);
      }
      return folders[0]!;
    },
  });
}

type Preview = (what: string, direction: Direction, rows: PreviewRows & { readonly output: readonly Picture[] }) => Promise<Result<null>>;
type DirectedModel = { readonly direction: Direction; readonly model: Uint8Array };

/** A preview for each direction: pictures, their translations, and, where there is a way, those translated back. */
async function examine(models: readonly DirectedModel[], { shown, targets, heldOut }: Exam, preview: Preview): Promise<Result<Metrics>> {
  const metrics: Record<string, number> = {};
  for (const [index, { direction, model }] of models.entries()) {
    const { from, to } = direction;
    if (shown[from].length === 0) continue;
    const there = await translateWith(model, shown[from]);
    if (!there.ok) return there;
    const way = models[1 - index];
    const back = way ? await translateWith(way.model, there.value) : null;
    if (back && !back.ok) return back;
    const written = await preview(`${from}${to}`, direction, { input: shown[from], output: there.value, ...(back ? { back: back.value } : {}) });
    if (!written.ok) return written;
    if (!heldOut || targets[to].length === 0) continue;
    for (const [name, value] of Object.entries(translationMetrics(shown[from], there.value, targets[to]))) metrics[`${from}${to}.${name}`] = value;
  }
  return succeed(metrics);
}

async function translateWith(model: Uint8Array, pictures: readonly Picture[]): Promise<Result<Picture[]>> {
  const session = await createSession({ model, ...translatorPorts }, 'cpu');
  if (!session.ok) return session;
  const translated = await translateAll(session.value, pictures);
  await session.value.release();
  return translated;
}
