/** @file How long a fill takes in the engine: strokes all over a small picture, one stroke in a large one. */
import { join } from 'node:path';
import sharp from 'sharp';
import type { EngineClient } from '../../src-main/children/engine-client.ts';
import { buildPyramid } from '../../src-main/image-io/pyramid.ts';
import type { EngineRequest } from '../../src-shared/engine-messages.ts';
import { type Mask, maskSchema } from '../../src-shared/mask.ts';
import type { Result } from '../../src-shared/result.ts';
import { decodeImage } from '../../src-main/image-io/decode.ts';
import { strokeHoles } from '../quality/holes.ts';
import { withEngine } from './engine.ts';
import { writePhotograph } from './pictures.ts';
import { median, round } from './statistics.ts';

export type InpaintRow = { readonly hole: string; readonly megapixels: number; readonly ms: number; readonly wantedMs: number };
type Setting = { readonly folder: string; readonly megapixels: number; readonly repetitions: number };

/** From raster to raster, as in the application, where a picture is decoded once; each time another variant, for fills are remembered. */
export async function measureInpaint(setting: Setting): Promise<InpaintRow[]> {
  const large = setting.megapixels < 1 ? setting.megapixels : 24;
  return [
    { hole: 'strokes, 9 %', megapixels: 0.4, ms: await measure(setting, 0.39, (size) => strokeHoles(size, 0.09, 'bench')), wantedMs: 2000 },
    { hole: 'one stroke of 60 pixels', megapixels: large, ms: await measure(setting, large, oneStroke), wantedMs: 1500 },
    { hole: 'the ninth stroke, shown', megapixels: large, ms: await measureNinth(setting, large), wantedMs: 1500 },
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

async function measure(setting: Setting, megapixels: number, draw: (size: Size) => Uint8Array): Promise<number> {
  const input = await layOut(setting.folder, megapixels);
  const maskFile = join(setting.folder, 'inpaint-mask.png');
  const { width, height } = input;
  await sharp(draw(input).map((inside) => inside * 255), { raw: { width, height, channels: 1 } }).png().toFile(maskFile);
  const mask = maskSchema.parse({ source: { kind: 'file', path: maskFile, channel: 'luma' } });
  return withEngine((engine) => timesOf(setting, (variant) => fill(engine, { input: { raster: input.raster }, recipe: recipeOf(mask, variant) })));
}

/** Behind eight strokes that are filled, and with the pyramid of the result: what a user waits for who runs it after each stroke. */
async function measureNinth(setting: Setting, megapixels: number): Promise<number> {
  const { width, height, ...input } = await layOut(setting.folder, megapixels);
  const keep = { raster: join(setting.folder, 'inpaint-result'), pyramid: join(setting.folder, 'inpaint-result-tiles') };
  const strokes = Array.from({ length: 9 }, (_, index) => {
    const y = (height * (index + 1)) / 10;
    return { kind: 'stroke', mode: 'add', points: [width / 4, y, 1, width / 2, y, 1], radius: Math.min(30, height / 60), hardness: 0.9, opacity: 1 };
  });
  const mask = (count: number) => maskSchema.parse({ source: { kind: 'painted', width, height, shapes: strokes.slice(0, count) } });
  return withEngine((engine) =>
    timesOf(setting, async (variant) => {
      await fill(engine, { input, recipe: recipeOf(mask(8), variant), keep });
      return fill(engine, { input, recipe: recipeOf(mask(9), variant), keep });
    }),
  );
}

async function layOut(folder: string, megapixels: number) {
  const files = { raster: join(folder, 'inpaint-source'), pyramid: join(folder, 'inpaint-source-tiles') };
  const path = await writePhotograph(folder, megapixels);
  const decoded = expectOk(await decodeImage(path, files.raster, { signal: new AbortController().signal }));
  expectOk(await buildPyramid(files.raster, files.pyramid));
  return { ...files, width: decoded.width, height: decoded.height };
}

const recipeOf = (mask: Mask, variant: number) => ({ version: 1 as const, steps: [{ operation: 'inpaint', parameters: { model: 'remove', variant }, mask }] });

const fill = async (engine: EngineClient, request: Pick<EngineRequest<'run'>, 'input' | 'recipe' | 'keep'>): Promise<number> => expectOk(await engine.call('run', { ...request, device: 'cpu' })).details.durationMs;

async function timesOf({ repetitions }: Setting, run: (variant: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) times.push(await run(repetition + 1));
  return round(median(times), 0);
}

function expectOk<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
