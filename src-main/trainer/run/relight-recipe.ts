/** @file Relighting as the training loop runs it: days and nights by scene, previews, distances to nights; trainer process. */
import { join } from 'node:path';
import { failure } from '../../../src-shared/failure.ts';
import type { Look } from '../../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';
import type { RelightRun } from '../../../src-shared/trainer-messages.ts';
import { measureOf } from '../../../src-shared/training.ts';
import { countParameters } from '../../networks/parameters.ts';
import { relightGenerator } from '../../networks/relight-generator.ts';
import { byScene, type DayFrame, dayFrames, type NightFrame, nightFrames, sceneOf, wholeOf } from '../data/night-frames.ts';
import { openPictureCache, type PictureCache } from '../data/picture-cache.ts';
import { colours, type Picture } from '../data/picture.ts';
import { relightShorterSide, relightSource } from '../data/relight-source.ts';
import { medianCode } from '../data/style-code.ts';
import { type RandomState, seedRandom } from '../random.ts';
import { type RelightConfig, relightDiscriminatorStep, relightStep, type RelightWeights } from '../steps/relight.ts';
import { adversarialTurns, type Contest, poolBytesOf } from './adversarial-turns.ts';
import { relighterModel, writeRelighterPackage } from './export-relighter.ts';
import { heatMaps } from './heat-map.ts';
import { holdOut } from './held-out.ts';
import { spread } from './middle-crops.ts';
import { previewsIn, type PreviewRows } from './previews.ts';
import { type Metrics, type Places, type PreparedRecipe } from './recipe.ts';
import { averageOf, longestGradient, relightAdversary, relightLearningRate, relightRoles } from './relight-common.ts';
import { byLooks, framed, inTurn, relightAll, relightMetrics } from './relight-exam.ts';
import { startedFrom, startingWeights } from './starting-weights.ts';
import { usablePictures } from './usable-pictures.ts';
import { packageId } from './write-model-package.ts';

const weights: RelightWeights = { adversarial: 1.5, placed: [2, 0.5], colours: 5, patches: 5, structure: 4, sky: 60, lamps: 0.3, emission: 0.05 };
/** Of held-out days and photographs that previews show. */
const [shownDays, shownPhotographs] = [6, 4];
/** That one of them is shown by. */
const mostLooks = 8;
/** Of a code: below this brightness the middle of a night is black. */
const blackest = -1.7;

export async function prepareRelight(run: RelightRun, { out, onEvent, start }: Places): Promise<Result<PreparedRecipe>> {
  const cache = await openPictureCache(join(out, 'cache'));
  const loaded = await loadLessons(run, cache, onEvent);
  if (!loaded.ok) return loaded;
  const { days, nights, photographs, exam } = loaded.value;
  const contest = relightContest(run);
  const show = previewsIn(out, onEvent);
  const looks = looksOf(nights);
  const heldOut = exam.days.length + exam.nights.length;
  const counted = [...days.values(), ...nights.values(), photographs].reduce((sum, frames) => sum + frames.length, 0);

  return succeed({
    steps: start ? startedFrom(contest.steps, relightRoles, start.weights) : contest.steps,
    length: run.steps,
    learningRate: relightLearningRate(run),
    seed: run.seed,
    measure: measureOf[run.recipe],
    parameters: countParameters(relightGenerator(run).specs),
    pictures: counted,
    heldOut,
    copyBytes: 2 * counted * relightShorterSide(run.size) ** 2 * 2 * colours,
    poolBytes: poolBytesOf(contest, run.size),
    openSource: (from) => relightSource({ days, nights, photographs, batch: run.batch, size: run.size }, (from as RandomState | null) ?? seedRandom(run.seed, 'lessons').state()),
    openTurns: (from) => adversarialTurns(contest, run.seed, from),
    evaluate: (state, step) =>
      examine(relighterModel(run, averageOf(state)), exam, looks, async (what, rows, names) => {
        const heat = await heatMaps(state, relightRoles.discriminator, relightAdversary(run), rows.output.map((picture) => ({ picture })));
        return heat.ok ? show(step, what, { ...rows, heat: heat.value }, names) : heat;
      }),
    async exportModel(state, step, metrics) {
      const folder = join(out, 'model', packageId(out));
      await writeRelighterPackage(folder, looks, { run, record: { pictures: counted, heldOut, steps: step, metrics }, weights: startingWeights(state, relightRoles) });
      return folder;
    },
  });
}

/** All of the contest but its steps. */
const duel = {
  warmUpTurns: 0,
  feeds: {
    'full.real': { from: 'batch', name: 'real' },
    'full.fake': { from: 'pool', name: 'fake' },
    'half.real': { from: 'output', name: 'realHalf' },
    'half.fake': { from: 'pool', name: 'fakeHalf' },
  },
  /** Pictures that a pool holds. */
  capacity: 40,
} as const satisfies Omit<Contest, 'steps'>;

function relightContest(run: RelightRun): Contest {
  const adversary = relightAdversary(run);
  const { batch, size, placedSteps, averageDecay } = run;
  const config: RelightConfig = { generator: { width: run.width }, adversary, batch, size, weights, placedSteps, averageDecay, clip: longestGradient };
  return { ...duel, steps: { generator: relightStep(config), discriminator: relightDiscriminatorStep(config) } };
}

type Exam = { readonly days: readonly Picture[]; readonly nights: readonly Picture[]; readonly shown: readonly Picture[] };
type Lessons = {
  readonly days: ReadonlyMap<string, readonly DayFrame[]>;
  readonly nights: ReadonlyMap<string, readonly NightFrame[]>;
  readonly photographs: readonly DayFrame[];
  readonly exam: Exam;
};

async function loadLessons({ a, b, photographs: folder, heldOutScenes, size, excluded }: RelightRun, cache: PictureCache, onEvent: Places['onEvent']): Promise<Result<Lessons>> {
  const day = await usablePictures(a, { smallestSide: size, excluded }, onEvent);
  if (!day.ok) return day;
  const night = await usablePictures(b, { smallestSide: size, excluded }, onEvent);
  if (!night.ok) return night;
  const other = folder === null ? succeed([]) : await usablePictures(folder, { smallestSide: size, excluded }, onEvent);
  if (!other.ok) return other;
  const away = new Set(heldOutScenes);
  const spared = new Set([...holdOut(day.value).heldOut, ...holdOut(night.value).heldOut].map(({ path }) => path));
  const isHeldOut = ({ path }: { readonly path: string }) => (heldOutScenes.length > 0 ? away.has(sceneOf(path)) : spared.has(path));
  const missing = heldOutScenes.find((scene) => !night.value.some(({ path }) => sceneOf(path) === scene));
  if (missing !== undefined) {
    return failWith(failure('bad-request', `Expected nights of the scene “${missing}”, got none in "${b}".`, { reason: 'nights-missing', advice: 'The scene of a picture is its file name up to the last dash.' }));
  }

  const shorterSide = relightShorterSide(size);
  const dull = (path: string) => { onEvent({ event: 'skipped', path, message: 'It has hardly any lights.' }); };
  const days = await dayFrames(day.value, shorterSide, cache);
  const nights = await nightFrames(night.value.filter((file) => !isHeldOut(file)), shorterSide, cache, dull);
  const held = await nightFrames(night.value.filter(isHeldOut), shorterSide, cache, () => undefined);
  if (nights.length === 0) return failWith(failure('bad-request', `Expected nights with lights in "${b}", got none.`, { reason: 'nights-missing', advice: 'Choose a folder of photographs of the night.' }));
  const photographs = holdOut(await dayFrames(other.value, shorterSide, cache));
  const heldDays = days.filter(isHeldOut).map(({ whole }) => framed(wholeOf(whole)));
  const heldPhotographs = photographs.heldOut.map(({ whole }) => framed(wholeOf(whole)));
  return succeed({
    days: byScene(days.filter((frame) => !isHeldOut(frame))),
    nights: byScene(nights),
    photographs: photographs.training,
    exam: {
      days: heldDays,
      nights: held.map(({ copy }) => framed(wholeOf(copy))),
      shown: held.length > 0 && heldDays.length > 0 ? [...spread(heldDays, shownDays), ...spread(heldPhotographs, shownPhotographs)] : spread(days, shownDays).map(({ whole }) => framed(wholeOf(whole))),
    },
  });
}

/** The middle of the nights that are dark and lit first, then each scene. */
function looksOf(nights: ReadonlyMap<string, readonly NightFrame[]>): Look[] {
  const scenes = [...nights].map(([scene, frames]) => ({ name: scene, code: [...medianCode(frames.map(({ code }) => code))] }));
  const codes = [...nights.values()].flat().map(({ code }) => code);
  const lit = codes.filter(([brightness, stops]) => stops > 0 && brightness > blackest);
  return [{ name: 'Night', code: [...medianCode(lit.length > 0 ? lit : codes)] }, ...scenes];
}

type Preview = (what: 'ab' | 'looks', rows: PreviewRows & { readonly output: readonly Picture[] }, names?: readonly string[]) => Promise<Result<null>>;

/** Shows days by the first look, and one day by several; measures a mix of all looks of scenes. */
async function examine(model: Uint8Array, { days, nights, shown }: Exam, looks: readonly Look[], preview: Preview): Promise<Result<Metrics>> {
  const [standard, ...scenes] = looks as [Look, ...Look[]];
  const lookedAt = [standard, ...spread(scenes, mostLooks - 1)];
  for (const [what, questions] of [['ab', inTurn(shown, [standard])], ['looks', byLooks(shown[0]!, lookedAt)]] as const) {
    const answers = await relightAll(model, questions);
    if (!answers.ok) return answers;
    const written = await preview(what, { input: questions.map(({ day }) => day), output: answers.value }, what === 'looks' ? lookedAt.map(({ name }) => name) : undefined);
    if (!written.ok) return written;
  }
  if (days.length === 0 || nights.length === 0) return succeed({});
  const relit = await relightAll(model, inTurn(days, scenes));
  return relit.ok ? succeed(relightMetrics(days, relit.value, nights)) : relit;
}
