/** @file How long a fill takes in the engine: strokes all over a small picture, one stroke in a large one. */
import { join } from 'node:path';
import sharp from 'sharp';
import { maskSchema } from '../../src-shared/mask.ts';
import { decodeImage } from '../../src-main/image-io/decode.ts';
import { strokeHoles } from '../quality/holes.ts';
import { withEngine } from './engine.ts';
import { writePhotograph } from './pictures.ts';
import { median, round } from './statistics.ts';

export type InpaintRow = { readonly hole: string; readonly megapixels: number; readonly ms: number; readonly wantedMs: number };
type Setting = { readonly folder: string; readonly megapixels: number; readonly repetitions: number };

/** From raster to raster, as in the application, where a picture is decoded once. */
export async function measureInpaint(setting: Setting): Promise<InpaintRow[]> {
  const large = setting.megapixels < 1 ? setting.megapixels : 24;
  return [
    { hole: 'strokes, 9 %', megapixels: 0.4, ms: await measure(setting, 0.39, (size) => strokeHoles(size, 0.09, 'bench')), wantedMs: 2000 },
    { hole: 'one stroke of 60 pixels', megapixels: large, ms: await measure(setting, large, oneStroke), wantedMs: 1500 },
  ];
}

type Size = { readonly width: number; readonly height: number };

/** Across a quarter of the width. */
function oneStroke({ width, height }: Size): Uint8Array {
  const mask = new Uint8Array(width * height);
  const [thickness, length] = [Math.min(60, height >> 2), width >> 2];
  for (let row = 0; row < thickness; row += 1) mask.fill(1, ((height >> 1) + row) * width + length, ((height >> 1) + row) * width + 2 * length);
  return mask;
}

async function measure({ folder, repetitions }: Setting, megapixels: number, draw: (size: Size) => Uint8Array): Promise<number> {
  const [raster, maskFile] = [join(folder, 'inpaint-source'), join(folder, 'inpaint-mask.png')];
  const photograph = await writePhotograph(folder, megapixels);
  const decoded = await decodeImage(photograph, raster, { signal: new AbortController().signal });
  if (!decoded.ok) throw new Error(decoded.error.message);
  const { width, height } = await sharp(photograph).metadata();
  await sharp(draw({ width, height }).map((inside) => inside * 255), { raw: { width, height, channels: 1 } }).png().toFile(maskFile);
  const mask = maskSchema.parse({ source: { kind: 'file', path: maskFile, channel: 'luma' } });
  const recipe = { version: 1 as const, steps: [{ operation: 'inpaint', parameters: { model: 'remove', variant: 1 }, mask }] };
  return withEngine(async (engine) => {
    const times: number[] = [];
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      const ran = await engine.call('run', { input: { raster }, recipe, device: 'cpu' });
      if (!ran.ok) throw new Error(ran.error.message);
      times.push(ran.value.details.durationMs);
    }
    return round(median(times), 0);
  });
}
