/**
 * @file `npm run quality:night -- --day DIR --night DIR --scenes A,B [MODEL...]`: measures how convincing nights are that
 * relighting models make of the days of the named scenes, which these must not have learnt from. Beside each model stand
 * baselines that show what the numbers are worth. MODEL is a model's id or the folder of a model package.
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
import { darkened, nightDistance, structureKept } from '../src-main/trainer/night-measures.ts';
import { inTurn } from '../src-main/trainer/run/relight-exam.ts';
import type { Look } from '../src-shared/model.ts';
import type { Result } from '../src-shared/result.ts';
import { shrunk } from './quality/frames.ts';
import { openRelighting } from './quality/relight.ts';

/** Frames are measured at this long side. */
const longSide = 256;

const { values, positionals: models } = parseArgs({ allowPositionals: true, options: { day: { type: 'string' }, night: { type: 'string' }, scenes: { type: 'string' } } });
if (!values.day || !values.night || !values.scenes) throw new Error('usage: npm run quality:night -- --day DIR --night DIR --scenes A,B [MODEL...]');
const scenes = new Set(values.scenes.split(','));
const isHeldOut = (path: string) => scenes.has(sceneOf(path));
const days = await readFrames(values.day, isHeldOut);
const nights = await readFrames(values.night, isHeldOut);
const others = await readFrames(values.night, (path) => !isHeldOut(path));
if (days.length === 0 || nights.length < 2) throw new Error(`expected days and nights of ${values.scenes}, got ${days.length} and ${nights.length}`);

console.log(`| ${days.length} days, ${nights.length} nights of ${values.scenes} | distance to the nights | against darkening | stops | structure |`);
console.log('|---|---|---|---|---|');
const pictures = days.map(({ picture }) => picture);
const real = nights.map(({ picture }) => picture);
const darkening = nightDistance(pictures.map(darkened), real);
report('untouched', pictures);
report('darkened by a curve', pictures.map(darkened));
report('real nights of other scenes', others.map(({ picture }) => picture), false);
const [even, odd] = [0, 1].map((rest) => real.filter((_, index) => index % 2 === rest)) as [Picture[], Picture[]];
line('real nights of these scenes, half against half', nightDistance(even, odd), real, structureOfRealNights());
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

function report(name: string, made: readonly Picture[], ofTheseDays = true): void {
  const structure = ofTheseDays ? mean(made.map((picture, index) => structureKept(pictures[index]!, picture))) : null;
  line(name, nightDistance(made, real), made, structure);
}

function line(name: string, distance: number, made: readonly Picture[], structure: number | null): void {
  const columns = [distance.toFixed(1), (distance / darkening).toFixed(2), median(made.map(lightToDarkStops)).toFixed(2), structure?.toFixed(2) ?? ''];
  console.log(`| ${name} | ${columns.join(' | ')} |`);
}

/** Each of the first days of a scene against the night of the same rank, where sizes agree. */
function structureOfRealNights(): number {
  const compared = [...scenes].flatMap((scene) => {
    const [ofDay, ofNight] = [days, nights].map((frames) => frames.filter((frame) => frame.scene === scene).map(({ picture }) => picture)) as [Picture[], Picture[]];
    return ofDay.slice(0, ofNight.length).flatMap((day, index) => {
      const night = ofNight[index]!;
      return day.width === night.width && day.height === night.height ? [structureKept(day, night)] : [];
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
