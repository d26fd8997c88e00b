/**
 * @file `npm run quality:night -- --day DIR --night DIR --scenes A,B [--to day] [MODEL...]`: measures how convincing nights are
 * that relighting models make of the days of the named scenes, which these must not have learnt from, or days of nights. Beside
 * each model stand baselines that show what the numbers are worth. MODEL is a model's id or the folder of a model package.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadManifest } from '../src-main/model-registry/manifest.ts';
import { loadPicture } from '../src-main/trainer/data/load-picture.ts';
import { sceneOf } from '../src-main/trainer/data/night-frames.ts';
import type { Picture } from '../src-main/trainer/data/picture.ts';
import { scanFolder } from '../src-main/trainer/data/scan-folder.ts';
import { lightToDarkStops } from '../src-main/trainer/data/style-code.ts';
import { median } from '../src-main/trainer/median.ts';
import { brightened, darkened, nightDistance, structureKept } from '../src-main/trainer/night-measures.ts';
import { inTurn } from '../src-main/trainer/run/relight-exam.ts';
import type { Look } from '../src-shared/model.ts';
import type { Result } from '../src-shared/result.ts';
import { shrunk } from './quality/frames.ts';
import { openRelighting } from './quality/relight.ts';

/** Frames are measured at this long side. */
const longSide = 256;

const { values, positionals: models } = parseArgs({ allowPositionals: true, options: { day: { type: 'string' }, night: { type: 'string' }, scenes: { type: 'string' }, to: { type: 'string', default: 'night' } } });
const usage = 'usage: npm run quality:night -- --day DIR --night DIR --scenes A,B [--to day] [MODEL...]';
if (!values.day || !values.night || !values.scenes || !['day', 'night'].includes(values.to)) throw new Error(usage);
/** From where to where: the folders, what is done without knowing anything, and what that is called. */
const { from, to, wanted, plainly, curve, short } =
  values.to === 'night'
    ? { from: values.day, to: values.night, wanted: 'nights', plainly: darkened, curve: 'darkened by a curve', short: 'darkening' }
    : { from: values.night, to: values.day, wanted: 'days', plainly: brightened, curve: 'brightened by a curve', short: 'brightening' };
const scenes = new Set(values.scenes.split(','));
const isHeldOut = (path: string) => scenes.has(sceneOf(path));
const sources = await readFrames(from, isHeldOut);
const targets = await readFrames(to, isHeldOut);
const others = await readFrames(to, (path) => !isHeldOut(path));
if (sources.length === 0 || targets.length < 2) throw new Error(`expected days and nights of ${values.scenes}, got ${sources.length} pictures to begin with and ${targets.length} ${wanted}`);

console.log(`| ${sources.length} pictures, ${targets.length} ${wanted} of ${values.scenes} | distance to the ${wanted} | against ${short} | stops | structure |`);
console.log('|---|---|---|---|---|');
const pictures = sources.map(({ picture }) => picture);
const real = targets.map(({ picture }) => picture);
const byCurve = nightDistance(pictures.map(plainly), real);
report('untouched', pictures);
report(curve, pictures.map(plainly));
report(`real ${wanted} of other scenes`, others.map(({ picture }) => picture), false);
const [even, odd] = [0, 1].map((rest) => real.filter((_, index) => index % 2 === rest)) as [Picture[], Picture[]];
line(`real ${wanted} of these scenes, half against half`, nightDistance(even, odd), real, structureOfReal());
for (const model of models) await measure(model);

/** A mix of all looks of scenes, then the look that is taken where none is chosen. */
async function measure(model: string): Promise<void> {
  const place = model.includes('/') ? model : join('models', model);
  const { id, looks, networks } = expectOk(await loadManifest(place));
  if (!looks) throw new Error(`expected a model with looks, got ${id}`);
  const relight = await openRelighting(join(place, networks[0]!.file), networks[0]!);
  const relit = async (chosen: readonly Look[]) => {
    const made: Picture[] = [];
    for (const { day, code } of inTurn(pictures, chosen)) made.push(await relight(day, code));
    return made;
  };
  report(`${id}, all looks in turn`, await relit(looks.slice(1)));
  for (const look of looks) report(`${id}, ${look.name}`, await relit([look]));
}

function report(name: string, made: readonly Picture[], ofThese = true): void {
  const structure = ofThese ? mean(made.map((picture, index) => structureKept(pictures[index]!, picture))) : null;
  line(name, nightDistance(made, real), made, structure);
}

function line(name: string, distance: number, made: readonly Picture[], structure: number | null): void {
  const columns = [distance.toFixed(1), (distance / byCurve).toFixed(2), median(made.map(lightToDarkStops)).toFixed(2), structure?.toFixed(2) ?? ''];
  console.log(`| ${name} | ${columns.join(' | ')} |`);
}

/** Each of the first pictures of a scene against what is wanted of the same rank, where sizes agree. */
function structureOfReal(): number {
  const compared = [...scenes].flatMap((scene) => {
    const [given, found] = [sources, targets].map((frames) => frames.filter((frame) => frame.scene === scene).map(({ picture }) => picture)) as [Picture[], Picture[]];
    return given.slice(0, found.length).flatMap((picture, index) => {
      const other = found[index]!;
      return picture.width === other.width && picture.height === other.height ? [structureKept(picture, other)] : [];
    });
  });
  return mean(compared);
}

async function readFrames(folder: string, wanted: (path: string) => boolean): Promise<{ readonly scene: string; readonly picture: Picture }[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'imago-quality-'));
  try {
    const frames = [];
    for (const path of expectOk(await scanFolder(folder)).pictures.filter(wanted)) frames.push({ scene: sceneOf(path), picture: shrunk(expectOk(await loadPicture(path, scratch)), longSide) });
    return frames;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function expectOk<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
