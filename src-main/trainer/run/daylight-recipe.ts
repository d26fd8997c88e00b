/** @file Relighting nights as days, as the training loop runs it: pairs that were made, scenes, previews, distances to days; trainer process. */
import { basename, join } from 'node:path';
import { failure } from '../../../src-shared/failure.ts';
import type { Look } from '../../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import type { RelightRun } from '../../../src-shared/trainer-messages.ts';
import { measureOf } from '../../../src-shared/training.ts';
import { countParameters } from '../../networks/parameters.ts';
import { relightGenerator } from '../../networks/relight-generator.ts';
import type { PictureFile } from '../data/batch-source.ts';
import { type CodedDay, type DaylightData, daylightSource, type MadePair } from '../data/daylight-source.ts';
import { byScene, nightFrames, plainCopy, sceneOf, wholeOf } from '../data/night-frames.ts';
import { openPictureCache, type PictureCache } from '../data/picture-cache.ts';
import { colours, type Picture } from '../data/picture.ts';
import { relightShorterSide } from '../data/relight-source.ts';
import { medianCode, styleCodeOf } from '../data/style-code.ts';
import { brightened, nightDistance } from '../night-measures.ts';
import { type RandomState, seedRandom } from '../random.ts';
import { type DaylightConfig, daylightStep, type DaylightWeights } from '../steps/daylight.ts';
import { relighterModel, writeRelighterPackage } from './export-relighter.ts';
import { holdOut } from './held-out.ts';
import { spread } from './middle-crops.ts';
import { previewsIn } from './previews.ts';
import type { Metrics, Places, PreparedRecipe } from './recipe.ts';
import { averageOf, longestGradient, relightLearningRate, relightRoles } from './relight-common.ts';
import { framed, inTurn, relightAll } from './relight-exam.ts';
import { startedFrom, startingWeights } from './starting-weights.ts';
import { singleStepTurns } from './single-step-turns.ts';
import { usablePictures } from './usable-pictures.ts';
import { packageId } from './write-model-package.ts';

const weights: DaylightWeights = { pixels: 10, structure: 2, placed: 1.5, colours: 6, smooth: 1 };
/** Of real nights and of made ones that previews show. */
const [shownNights, shownMade] = [8, 4];

type DaylightRun = RelightRun & { readonly made: string };

export async function prepareDaylight(run: DaylightRun, { out, onEvent, start }: Places): Promise<Result<PreparedRecipe>> {
  const cache = await openPictureCache(join(out, 'cache'));
  const loaded = await loadLessons(run, cache, onEvent);
  if (!loaded.ok) return loaded;
  const { exam, ...data } = loaded.value;
  const steps = { relighter: daylightStep(configOf(run)) };
  const show = previewsIn(out, onEvent);
  const looks = looksOf(data);
  const pictures = data.pairs.length + [...data.nights.values()].reduce((sum, frames) => sum + frames.length, 0);
  const heldOut = exam.nights.length + exam.made.length;

  return succeed({
    steps: start ? startedFrom(steps, relightRoles, start.weights) : steps,
    length: run.steps,
    learningRate: relightLearningRate(run),
    seed: run.seed,
    measure: measureOf[run.recipe],
    parameters: countParameters(relightGenerator(run).specs),
    pictures,
    heldOut,
    copyBytes: 2 * pictures * relightShorterSide(run.size) ** 2 * 2 * colours,
    poolBytes: 0,
    openSource: (from) => daylightSource({ ...data, batch: run.batch, size: run.size }, (from as RandomState | null) ?? seedRandom(run.seed, 'lessons').state()),
    openTurns: (from) => singleStepTurns('relighter', steps.relighter, run.seed, from),
    async evaluate(state, step) {
      const model = relighterModel(run, averageOf(state));
      const shown = [...spread(exam.nights, shownNights), ...spread(exam.made, shownMade)];
      const answers = await relightAll(model, inTurn(shown, [looks[0]!]));
      if (!answers.ok) return answers;
      const written = await show(step, 'ab', { input: shown, output: answers.value });
      return written.ok ? measure(model, exam, looks) : written;
    },
    async exportModel(state, step, metrics) {
      const folder = join(out, 'model', packageId(out));
      await writeRelighterPackage(folder, looks, { run, record: { pictures, heldOut, steps: step, metrics }, weights: startingWeights(state, relightRoles) });
      return folder;
    },
  });
}

const configOf = ({ batch, size, averageDecay, width, brightens }: RelightRun): DaylightConfig => ({ generator: { width, brightens }, batch, size, weights, averageDecay, clip: longestGradient });

type Exam = { readonly nights: readonly Picture[]; readonly days: readonly Picture[]; /** Nights that were made of held-out photographs. */ readonly made: readonly Picture[] };

async function loadLessons(run: DaylightRun, cache: PictureCache, onEvent: Places['onEvent']): Promise<Result<Omit<DaylightData, 'batch' | 'size'> & { readonly exam: Exam }>> {
  const { a, b, photographs: folder, made: madeFolder, heldOutScenes, size, excluded } = run;
  const usable = (place: string) => usablePictures(place, { smallestSide: size, excluded }, onEvent);
  const [day, night, other, made] = [await usable(a), await usable(b), folder === null ? succeed([]) : await usable(folder), await usable(madeFolder)];
  if (!day.ok) return day;
  if (!night.ok) return night;
  if (!other.ok) return other;
  if (!made.ok) return made;
  const away = new Set(heldOutScenes);
  const isHeldOut = ({ path }: { readonly path: string }) => away.has(sceneOf(path));
  const missing = heldOutScenes.find((scene) => ![day.value, night.value].every((files) => files.some(({ path }) => sceneOf(path) === scene)));
  if (missing !== undefined) {
    return failWith(failure('bad-request', `Expected days and nights of the scene “${missing}”, got none in "${a}" or "${b}".`, { reason: 'nights-missing', advice: 'The scene of a picture is its file name up to the last dash.' }));
  }
  const shorterSide = relightShorterSide(size);
  const days = await codedDays(day.value, shorterSide, cache);
  const photographs = holdOut(await codedDays(other.value, shorterSide, cache));
  const nights = await nightFrames(night.value, shorterSide, cache, () => undefined);
  const nightsOf = await madeBySource(made.value, shorterSide, cache);
  const pairsOf = (from: readonly CodedDay[]): MadePair[] => from.flatMap((source) => (nightsOf.has(nameOf(source.path)) ? [{ day: source, nights: nightsOf.get(nameOf(source.path))! }] : []));
  const learnt = byScene(days.filter((frame) => !isHeldOut(frame)));
  const pairs = pairsOf([...[...learnt.values()].flat(), ...photographs.training]);
  if (pairs.length === 0) {
    const advice = 'Give each the file name of its day; several of one day go into folders of their own.';
    return failWith(failure('bad-request', `None of the nights in "${madeFolder}" is named as a day to learn from.`, { reason: 'nights-missing', advice }));
  }
  return succeed({
    pairs,
    nights: byScene(nights.filter((frame) => learnt.has(sceneOf(frame.path)))),
    days: learnt,
    exam: {
      nights: nights.filter(isHeldOut).map(({ copy }) => framed(wholeOf(copy))),
      days: days.filter(isHeldOut).map(({ whole }) => framed(wholeOf(whole))),
      made: pairsOf(photographs.heldOut).map((pair) => framed(wholeOf(pair.nights[0]!))),
    },
  });
}

const nameOf = (path: string): string => basename(path).replace(/\.[^.]*$/, '');

async function codedDays(files: readonly PictureFile[], shorterSide: number, cache: PictureCache): Promise<CodedDay[]> {
  const days: CodedDay[] = [];
  for (const { path } of files) {
    const copies = await cache.copies(path, plainCopy(shorterSide));
    if (copies.ok) days.push({ path, ...copies.value, code: styleCodeOf(wholeOf(copies.value.whole)) });
  }
  return days;
}

async function madeBySource(files: readonly PictureFile[], shorterSide: number, cache: PictureCache) {
  const made = new Map<string, MadePair['nights']>();
  for (const { path } of files) {
    const copies = await cache.copies(path, plainCopy(shorterSide));
    if (copies.ok) made.set(nameOf(path), [...(made.get(nameOf(path)) ?? []), copies.value.whole]);
  }
  return made;
}

/** The middle of all days first, then that of each scene. */
function looksOf({ days, pairs }: Pick<DaylightData, 'days' | 'pairs'>): Look[] {
  const scenes = [...days].map(([scene, frames]) => ({ name: scene, code: [...medianCode(frames.map(({ code }) => code))] }));
  return [{ name: 'Day', code: [...medianCode(pairs.map(({ day }) => day.code))] }, ...scenes];
}

/** `distance` of a mix of all looks of scenes to real days of the nights' scenes, beside that of plain brightening. */
async function measure(model: Uint8Array, { nights, days }: Exam, [, ...scenes]: readonly Look[]): Promise<Result<Metrics>> {
  if (nights.length === 0 || days.length === 0) return succeed({});
  const relit = await relightAll(model, inTurn(nights, scenes));
  if (!relit.ok) return relit;
  return succeed({ distance: nightDistance(relit.value, days), brightenedDistance: nightDistance(nights.map(brightened), days) });
}
