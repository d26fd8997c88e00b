/**
 * @file `tsx scripts/quality-upscale.ts FOLDER MODEL...`: measures upscalers on a folder of pictures as published numbers
 * are: luma PSNR after bicubic shrinking, a border of `scale` pixels left out. MODEL is a folder of a model package.
 */
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadManifest } from '../src-main/model-registry/manifest.ts';
import { createSession } from '../src-main/runtime/session.ts';
import { loadPicture } from '../src-main/trainer/data/load-picture.ts';
import { crop } from '../src-main/trainer/data/picture.ts';
import { resample } from '../src-main/trainer/data/resample.ts';
import { scanFolder } from '../src-main/trainer/data/scan-folder.ts';
import { luminancePsnr } from '../src-main/trainer/run/luminance-psnr.ts';
import { runPicture } from '../src-main/trainer/run/run-picture.ts';
import type { Result } from '../src-shared/result.ts';

const [folder, ...models] = process.argv.slice(2);
if (!folder || models.length === 0) throw new Error('usage: tsx scripts/quality-upscale.ts FOLDER MODEL...');
for (const model of models) console.log(JSON.stringify(await measure(folder, model)));

async function measure(pictures: string, modelFolder: string): Promise<object> {
  const { networks, id } = expectOk(await loadManifest(modelFolder));
  const { scale, file, input, output } = networks[0]!;
  const session = expectOk(await createSession({ model: await readFile(join(modelFolder, file)), input, output }, 'cpu'));
  const psnrs: number[] = [];
  let [seconds, pixels] = [0, 0];
  for (const path of expectOk(await scanFolder(pictures)).pictures) {
    const whole = expectOk(await loadPicture(path, tmpdir()));
    const [width, height] = [whole.width, whole.height].map((side) => Math.floor(side / scale)) as [number, number];
    const truth = crop(whole, { x: 0, y: 0, width: width * scale, height: height * scale });
    const low = resample(truth, width, height, 'bicubic');
    const startedAt = performance.now();
    const enlarged = expectOk(await runPicture(session, low));
    seconds += (performance.now() - startedAt) / 1000;
    pixels += width * height;
    psnrs.push(luminancePsnr(enlarged, truth, scale));
  }
  const mean = psnrs.reduce((sum, value) => sum + value, 0) / psnrs.length;
  return { id, scale, psnr: round(mean), each: psnrs.map(round), secondsPerMegapixel: round(seconds / (pixels / 1e6)) };
}

function expectOk<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
