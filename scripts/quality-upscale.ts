/**
 * @file `npm run quality -- FOLDER MODEL...`: measures upscalers on a folder of pictures as published numbers are: PSNR and
 * SSIM of luma after bicubic reduction, a border of `scale` pixels left out. MODEL is a model's id or the folder of a
 * model package; scales that it has no network for take several passes, as in the application. `--noise DEVIATION` (of 255)
 * and `--jpeg QUALITY` (colour at half size) spoil the reduced pictures first, always in the same way.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadManifest } from '../src-main/model-registry/manifest.ts';
import { planScale } from '../src-main/model-registry/plan-scale.ts';
import type { Degradation } from '../src-main/trainer/data/degrade.ts';
import { scanFolder } from '../src-main/trainer/data/scan-folder.ts';
import type { ModelManifest } from '../src-shared/model.ts';
import type { Result } from '../src-shared/result.ts';
import { compare } from './quality/metrics.ts';
import { type Network, openNetwork } from './quality/network.ts';
import { bicubic, crop, type Planar, readPlanar, rounded } from './quality/planar.ts';
import { spoiled } from './quality/spoiled.ts';

type Upscale = (small: Planar, scale: number) => Promise<Planar>;
const scales = [2, 3, 4];

const { positionals, values } = parseArgs({ allowPositionals: true, options: { noise: { type: 'string', default: '0' }, jpeg: { type: 'string' } } });
const [folder, ...models] = positionals;
if (!folder || models.length === 0) throw new Error('usage: npm run quality -- [--noise DEVIATION] [--jpeg QUALITY] FOLDER MODEL...');
const spoiling: Degradation = { noise: Number(values.noise), jpeg: values.jpeg === undefined ? null : { quality: Number(values.jpeg), chroma: '4:2:0' } };
const pictures = await Promise.all(expectOk(await scanFolder(folder)).pictures.map(readPlanar));

console.log(`| ${pictures.length} pictures | ${scales.map((scale) => `×${scale} PSNR / SSIM | s per megapixel`).join(' | ')} |`);
await report('bicubic', (small, scale) => Promise.resolve(bicubic(small, small.width * scale, small.height * scale)));
for (const model of models) {
  const place = model.includes('/') ? model : join('models', model);
  const manifest = expectOk(await loadManifest(place));
  const networks = await Promise.all(manifest.networks.map(async (network) => [network.file, await openNetwork(await readFile(join(place, network.file)), network)] as const));
  await report(manifest.id, upscaleWith(manifest, new Map(networks)));
}

async function report(name: string, upscale: Upscale): Promise<void> {
  const columns: string[] = [];
  for (const scale of scales) {
    const { psnr, ssim, seconds } = await measure(upscale, scale);
    columns.push(`${psnr.toFixed(2)} / ${ssim.toFixed(4).slice(1)}`, seconds.toFixed(1));
  }
  console.log(`| ${name} | ${columns.join(' | ')} |`);
}

/** Means over the pictures; seconds per megapixel of input. */
async function measure(upscale: Upscale, scale: number): Promise<{ psnr: number; ssim: number; seconds: number }> {
  const mean = { psnr: 0, ssim: 0 };
  let [milliseconds, pixels] = [0, 0];
  for (const picture of pictures) {
    const [width, height] = [Math.floor(picture.width / scale), Math.floor(picture.height / scale)];
    const truth = crop(picture, 0, 0, width * scale, height * scale);
    const small = await spoiled(rounded(bicubic(truth, width, height)), spoiling);
    const startedAt = performance.now();
    const enlarged = rounded(await upscale(small, scale));
    milliseconds += performance.now() - startedAt;
    pixels += width * height;
    const { psnr, ssim } = compare(enlarged, truth, scale);
    mean.psnr += psnr / pictures.length;
    mean.ssim += ssim / pictures.length;
  }
  return { ...mean, seconds: milliseconds / 1e3 / (pixels / 1e6) };
}

/** The picture as a whole; what is too large then is reduced by bicubic. */
function upscaleWith(manifest: ModelManifest, networks: ReadonlyMap<string, Network>): Upscale {
  return async (small, scale) => {
    let picture = small;
    for (const { file } of planScale(manifest, scale).passes) picture = rounded(await networks.get(file)!.run(picture));
    return bicubic(picture, small.width * scale, small.height * scale);
  };
}

function expectOk<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
