/**
 * @file `npm run quality:inpaint -- FOLDER [MODEL...]`: measures inpainters inside seeded holes of the folder's pictures,
 * reduced to 768 x 512: strokes over 9 % of the area, and a box of a quarter of each side. MODEL is a model's id or the folder of a
 * model package. OpenCV's and G'MIC's ways stand beside them where python3-opencv and gmic are installed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import type { Filler } from '../src-main/engine/inpaint/inpaint-raster.ts';
import { fillWithNetwork } from '../src-main/engine/inpaint/network-fill.ts';
import { completeWithPatches } from '../src-main/engine/inpaint/patch-completion.ts';
import { loadManifest } from '../src-main/model-registry/manifest.ts';
import { createSession } from '../src-main/runtime/session.ts';
import { scanFolder } from '../src-main/trainer/data/scan-folder.ts';
import type { Result } from '../src-shared/result.ts';
import { compareHoles, type HoleQuality, type Interleaved } from './quality/hole-metrics.ts';
import { boxHole, strokeHoles } from './quality/holes.ts';

type Question = { readonly truth: Interleaved; readonly hole: Uint8Array };
type Inpaint = (question: Question) => Promise<Float32Array>;
const [width, height] = [768, 512];

const [folder, ...named] = process.argv.slice(2);
if (!folder) throw new Error('usage: npm run quality:inpaint -- FOLDER [MODEL...]');
const files = expectOk(await scanFolder(folder)).pictures;
const pictures = await Promise.all(files.map(readPicture));
const work = await mkdtemp(join(tmpdir(), 'imago-quality-'));
const ways: [string, Inpaint][] = [];
if (spawnSync('/usr/bin/python3', ['-c', 'import cv2']).status === 0) {
  for (const method of ['telea', 'ns']) ways.push([`OpenCV ${method}`, peer((at) => ['/usr/bin/python3', 'scripts/peers/inpaint_opencv.py', at.picture, at.mask, method, at.out])]);
}
if (spawnSync('gmic', ['version']).status === 0) ways.push(['gmic matchpatch', peer((at) => ['gmic', at.picture, at.mask, 'inpaint_matchpatch[0]', '[1]', 'output[0]', at.out])]);
for (const model of named.length > 0 ? named : ['remove']) ways.push([basename(model), byFiller(await fillerOf(model))]);

try {
  const kinds = [
    ['strokes, 9 %', (name: string) => strokeHoles({ width, height }, 0.09, name)],
    ['a box', (name: string) => boxHole({ width, height }, name)],
  ] as const;
  for (const [kind, draw] of kinds) {
    console.log(`\n| ${kind}, ${pictures.length} pictures | PSNR in the holes | texture distance | gradient distance | seconds |\n|---|---|---|---|---|`);
    const questions = pictures.map((truth, index) => ({ truth, hole: draw(basename(files[index]!)) }));
    for (const [name, inpaint] of ways) console.log(await row(name, inpaint, questions));
  }
} finally {
  await rm(work, { recursive: true });
}

async function row(name: string, inpaint: Inpaint, questions: readonly Question[]): Promise<string> {
  const all: HoleQuality[] = [];
  const startedAt = performance.now();
  const filled: Float32Array[] = [];
  for (const question of questions) filled.push(await inpaint(question));
  const seconds = (performance.now() - startedAt) / 1e3 / questions.length;
  questions.forEach(({ truth, hole }, index) => all.push(compareHoles({ ...truth, values: filled[index]! }, truth, hole)));
  const mean = (of: (quality: HoleQuality) => number) => all.reduce((sum, quality) => sum + of(quality), 0) / all.length;
  return `| ${name} | ${mean(({ psnr }) => psnr).toFixed(2)} | ${mean(({ texture }) => texture).toFixed(3)} | ${mean(({ gradient }) => gradient).toFixed(3)} | ${seconds.toFixed(2)} |`;
}

async function readPicture(file: string): Promise<Interleaved> {
  const pixels = await sharp(file).resize(width, height, { fit: 'cover' }).removeAlpha().toColourspace('srgb').raw().toBuffer();
  if (pixels.length !== width * height * 3) return { width, height, values: Float32Array.from({ length: width * height * 3 }, (_, index) => pixels[Math.floor(index / 3)]!) };
  return { width, height, values: Float32Array.from(pixels) };
}

async function fillerOf(model: string): Promise<Filler> {
  const place = model.includes('/') ? model : join('models', model);
  const [network] = expectOk(await loadManifest(place)).networks;
  if (!network) return (picture, signal) => completeWithPatches(picture, { seed: 1, signal });
  const session = expectOk(await createSession({ model: join(place, network.file), input: network.input, output: network.output, inpainter: network }, 'cpu'));
  return (picture, signal) => fillWithNetwork(picture, network, session, { variant: 1, signal });
}

function byFiller(fill: Filler): Inpaint {
  return async ({ truth, hole }) => {
    const values = truth.values.map((value, index) => (hole[Math.floor(index / 3)] === 1 ? 0 : value));
    expectOk(await fill({ width, height, channels: 3, values, hole }, new AbortController().signal));
    return values;
  };
}

/** Through files; the time of reading and writing them counts. */
function peer(command: (at: { readonly picture: string; readonly mask: string; readonly out: string }) => readonly string[]): Inpaint {
  return async ({ truth, hole }) => {
    const at = { picture: join(work, 'picture.png'), mask: join(work, 'mask.png'), out: join(work, 'out.png') };
    await sharp(Uint8Array.from(truth.values), { raw: { width, height, channels: 3 } }).png().toFile(at.picture);
    await sharp(hole.map((inside) => inside * 255), { raw: { width, height, channels: 1 } }).png().toFile(at.mask);
    const [program, ...args] = command(at);
    const ran = spawnSync(program!, args);
    if (ran.status !== 0) throw new Error(`${program} failed: ${ran.stderr.toString()}`);
    return Float32Array.from(await sharp(at.out).removeAlpha().toColourspace('srgb').raw().toBuffer());
  };
}

function expectOk<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
