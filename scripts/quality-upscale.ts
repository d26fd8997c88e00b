/**
 * @file `npm run quality -- <folder of pictures> [model ids]`: how near each model comes to pictures that were made
 * smaller, at x2 and x4, beside bicubic. The protocol of Set5: bicubic reduction, PSNR and SSIM of luma, `scale` border pixels
 * left out.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { findModels } from '../src-main/model-registry/find-models.ts';
import { planScale } from '../src-main/model-registry/plan-scale.ts';
import type { ModelManifest, ModelNetwork } from '../src-shared/model.ts';
import { compare, type Quality } from './quality/metrics.ts';
import { bicubic, crop, type Planar, readPlanar, rounded } from './quality/planar.ts';

type Upscale = (small: Planar, scale: number) => Promise<Planar>;

const [folder, ...ids] = process.argv.slice(2);
if (!folder) throw new Error('expected a folder of pictures, got nothing');
const names = (await readdir(folder)).filter((name) => /\.(png|jpe?g|bmp|tiff?)$/i.test(name)).sort();
const sessions = new Map<string, Promise<InferenceSession>>();
const pictures = await Promise.all(names.map((name) => readPlanar(join(folder, name))));

console.log(`| ${names.length} pictures | PSNR ×2 | SSIM ×2 | PSNR ×4 | SSIM ×4 |\n|---|---|---|---|---|`);
await report('bicubic', (small, scale) => Promise.resolve(bicubic(small, small.width * scale, small.height * scale)));
for (const { id, folder: place, manifest } of await findModels(['models'])) {
  if (manifest.ok && (ids.length === 0 || ids.includes(id))) await report(id, networkUpscale(place, manifest.value));
}

async function report(name: string, upscale: Upscale): Promise<void> {
  const columns = [];
  for (const scale of [2, 4]) {
    const { psnr, ssim } = await measure(upscale, scale);
    columns.push(psnr.toFixed(2), ssim.toFixed(4));
  }
  console.log(`| ${name} | ${columns.join(' | ')} |`);
}

async function measure(upscale: Upscale, scale: number): Promise<Quality> {
  const total = { psnr: 0, ssim: 0 };
  for (const picture of pictures) {
    const [width, height] = [Math.floor(picture.width / scale), Math.floor(picture.height / scale)];
    const large = crop(picture, 0, 0, width * scale, height * scale);
    const small = rounded(bicubic(large, width, height));
    const { psnr, ssim } = compare(rounded(await upscale(small, scale)), large, scale);
    total.psnr += psnr / pictures.length;
    total.ssim += ssim / pictures.length;
  }
  return total;
}

/** The picture as a whole, through as many passes as the scale takes; what is too large then is reduced by bicubic. */
function networkUpscale(place: string, manifest: ModelManifest): Upscale {
  return async (small, scale) => {
    let picture = small;
    for (const network of planScale(manifest, scale).passes) picture = rounded(await run(join(place, network.file), network, picture));
    return bicubic(picture, small.width * scale, small.height * scale);
  };
}

async function run(path: string, { input, output, range, scale }: ModelNetwork, { data, width, height }: Planar): Promise<Planar> {
  const opening = sessions.get(path) ?? InferenceSession.create(path, { enableCpuMemArena: false });
  sessions.set(path, opening);
  const scaled = data.map((value) => (value * range) / 255);
  const results = await (await opening).run({ [input]: new Tensor('float32', scaled, [1, 3, height, width]) });
  const upscaled = (results[output]!.data as Float32Array).map((value) => (value * 255) / range);
  return { data: upscaled, width: width * scale, height: height * scale, planes: 3 };
}
