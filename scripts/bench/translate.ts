/** @file Translating a large picture, against what must be done in any case: decoding, encoding, the generator alone. */
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { decodeImage } from '../../src-main/image-io/decode.ts';
import { encodeRaster } from '../../src-main/image-io/encode.ts';
import { initialParameters } from '../../src-main/networks/parameters.ts';
import { relightGenerator } from '../../src-main/networks/relight-generator.ts';
import { resnetGenerator } from '../../src-main/networks/resnet-generator.ts';
import { writeModelPackage } from '../../src-main/testing/model-package.ts';
import { seedRandom } from '../../src-main/trainer/random.ts';
import { relighterModel } from '../../src-main/trainer/run/export-relighter.ts';
import { translatorModel } from '../../src-main/trainer/run/export-translator.ts';
import { enginePeakMegabytes, withEngine } from './engine.ts';
import type { Setting } from './measure.ts';
import { writePhotograph } from './pictures.ts';
import { round } from './statistics.ts';

export type TranslateRow = { what: string; megapixels: number; jobMs: number; codecMs: number; generatorMs: number; ratio: number; wanted: string; peakMegabytes: number | null; seamScore: number | null };

/** Random weights take as long as trained ones. */
const relighter = { width: 24 };
const painter = { width: 32, blocks: 6, upsampling: 'resize', normalisation: 'instance' } as const;
const [side, reach] = [768, 66];
const looks = [{ name: 'Any', code: [0.1, 0.2, 0.3, 0.4] }];
const style = { code: 'style', ambient: 'ambient', lights: 'lights' };

async function writeGenerators(folder: string): Promise<{ relighter: Uint8Array; painter: Uint8Array }> {
  const random = seedRandom(1);
  const weights = (specs: Parameters<typeof initialParameters>[0]) => initialParameters(specs, () => random.normal());
  const models = { relighter: relighterModel(relighter, weights(relightGenerator(relighter).specs)), painter: translatorModel(painter, weights(resnetGenerator(painter).specs)) };
  await writeModelPackage(folder, 'bench-relighter', [{ bytes: models.relighter, scale: 1, sizeMultiple: 16, overlap: 96, tile: side, side, style }], { task: 'translate', looks });
  await writeModelPackage(folder, 'bench-painter', [{ bytes: models.painter, scale: 1, sizeMultiple: 4, overlap: reach, tile: 512, side }], { task: 'translate' });
  return models;
}

/** Milliseconds of one run on a picture of this size. */
async function generatorAlone(model: Uint8Array, width: number, height: number, styled: boolean): Promise<number> {
  const session = await InferenceSession.create(model, { intraOpNumThreads: availableParallelism(), enableCpuMemArena: false });
  const data = Float32Array.from({ length: 3 * width * height }, (_, index) => ((index * 7919) % 1009) / 1009);
  const one = () => new Tensor('float32', Float32Array.of(1), []);
  const extra = styled ? { style: new Tensor('float32', Float32Array.from(looks[0]!.code), [1, 4]), ambient: one(), lights: one() } : {};
  const startedAt = performance.now();
  await session.run({ input: new Tensor('float32', data, [1, 3, height, width]), ...extra });
  const elapsed = performance.now() - startedAt;
  await session.release();
  return elapsed;
}

async function codecAlone(input: string, folder: string): Promise<number> {
  const { signal } = new AbortController();
  const raster = join(folder, 'codec.raster');
  const startedAt = performance.now();
  const decoded = await decodeImage(input, raster, { signal });
  if (!decoded.ok) throw new Error(decoded.error.message);
  const encoded = await encodeRaster(raster, { path: join(folder, 'codec.jpg'), format: 'jpeg', quality: 92, metadata: 'keep', profile: 'keep', overwrite: true }, { signal });
  if (!encoded.ok) throw new Error(encoded.error.message);
  const elapsed = performance.now() - startedAt;
  await rm(raster);
  return elapsed;
}

/** Keeping detail costs a generator run on a small copy, repainting one on every pixel. A fresh engine for each, since a peak is for life. */
export async function measureTranslate(sizes: { readonly keep: number; readonly repaint: number }, { folder }: Pick<Setting, 'folder'>): Promise<TranslateRow[]> {
  const models = join(folder, 'translators');
  const generators = await writeGenerators(models);
  const before = process.env['IMAGO_MODELS'];
  process.env['IMAGO_MODELS'] = [models, before ?? resolve('models')].join(delimiter);
  try {
    const [high, wide] = [0.75 * side, side];
    const relit = await measureOne('relight', 'relighter', 'keep', sizes.keep, await generatorAlone(generators.relighter, wide, high, true), folder);
    const kept = await measureOne('keep detail', 'painter', 'keep', sizes.keep, await generatorAlone(generators.painter, wide, high, false), folder);
    const perPixel = (await generatorAlone(generators.painter, 512, 512, false)) / 512 ** 2;
    const repainted = await measureOne('repaint texture', 'painter', 'repaint', sizes.repaint, perPixel * sizes.repaint * 1e6, folder);
    return [relit, kept, repainted];
  } finally {
    if (before === undefined) delete process.env['IMAGO_MODELS'];
    else process.env['IMAGO_MODELS'] = before;
  }
}

async function measureOne(what: string, model: 'relighter' | 'painter', detail: 'keep' | 'repaint', megapixels: number, generatorMs: number, folder: string): Promise<TranslateRow> {
  const input = await writePhotograph(folder, megapixels);
  const codecMs = await codecAlone(input, folder);
  return withEngine(async (engine) => {
    const recipe = { version: 1 as const, steps: [{ operation: 'translate', parameters: { model: `bench-${model}`, detail } }] };
    const ran = await engine.call('run', { input, recipe, device: 'cpu', target: { path: join(folder, 'translated.jpg'), format: 'jpeg', overwrite: true } });
    if (!ran.ok) throw new Error(`${ran.error.message} ${ran.error.detail ?? ''}`);
    const { durationMs, seamScore = null } = ran.value.details;
    const [limit, wanted] = detail === 'keep' ? [2 * codecMs + generatorMs, '1 of 2 x codec + generator'] : [codecMs + generatorMs, 'of codec + generator'];
    const peak = enginePeakMegabytes();
    return {
      what,
      megapixels,
      jobMs: round(durationMs, 0),
      codecMs: round(codecMs, 0),
      generatorMs: round(generatorMs, 0),
      ratio: round(durationMs / limit),
      wanted,
      peakMegabytes: peak === null ? null : round(peak, 0),
      seamScore: seamScore === null ? null : round(seamScore, 3),
    };
  });
}
