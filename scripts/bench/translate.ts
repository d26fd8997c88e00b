/** @file Translating a large picture, against what must be done in any case: decoding, encoding, the generator alone. */
import { mkdtemp, rm } from 'node:fs/promises';
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
import type { RunDetails } from '../../src-shared/job.ts';
import { enginePeakMegabytes, withEngine } from './engine.ts';
import type { Setting } from './measure.ts';
import { writePhotograph } from './pictures.ts';
import { median, round } from './statistics.ts';

export type TranslateRow = { what: string; megapixels: number; jobMs: number; codecMs: number; generatorMs: number; ratio: number; peakMegabytes: number | null; seamScore: number | null };

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

type Alone = { milliseconds(): Promise<number>; release(): Promise<void> };

/** The generator on a picture of this size. */
async function openAlone(model: Uint8Array, width: number, height: number, styled: boolean): Promise<Alone> {
  const session = await InferenceSession.create(model, { intraOpNumThreads: availableParallelism(), enableCpuMemArena: false });
  const data = Float32Array.from({ length: 3 * width * height }, (_, index) => ((index * 7919) % 1009) / 1009);
  const one = () => new Tensor('float32', Float32Array.of(1), []);
  const extra = styled ? { style: new Tensor('float32', Float32Array.from(looks[0]!.code), [1, 4]), ambient: one(), lights: one() } : {};
  return {
    async milliseconds() {
      const startedAt = performance.now();
      await session.run({ input: new Tensor('float32', data, [1, 3, height, width]), ...extra });
      return performance.now() - startedAt;
    },
    release: () => session.release(),
  };
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
export async function measureTranslate(sizes: { readonly keep: number; readonly repaint: number }, setting: Setting): Promise<TranslateRow[]> {
  const models = join(setting.folder, 'translators');
  const generators = await writeGenerators(models);
  const before = process.env['IMAGO_MODELS'];
  process.env['IMAGO_MODELS'] = [models, before ?? resolve('models')].join(delimiter);
  try {
    const [high, wide] = [0.75 * side, side];
    const keep = { detail: 'keep', megapixels: sizes.keep, runs: 1 } as const;
    const relit = await measureOne({ ...keep, what: 'relight', model: 'relighter' }, await openAlone(generators.relighter, wide, high, true), setting);
    const kept = await measureOne({ ...keep, what: 'keep detail', model: 'painter' }, await openAlone(generators.painter, wide, high, false), setting);
    const repaint = { detail: 'repaint', megapixels: sizes.repaint, runs: (sizes.repaint * 1e6) / 512 ** 2 } as const;
    const repainted = await measureOne({ ...repaint, what: 'repaint texture', model: 'painter' }, await openAlone(generators.painter, 512, 512, false), setting);
    return [relit, kept, repainted];
  } finally {
    if (before === undefined) delete process.env['IMAGO_MODELS'];
    else process.env['IMAGO_MODELS'] = before;
  }
}

/** `runs` of the generator alone have as many pixels as the job gives it. */
type Case = { readonly what: string; readonly model: 'relighter' | 'painter'; readonly detail: 'keep' | 'repaint'; readonly megapixels: number; readonly runs: number };

/** All take turns; the first of each is warm-up. A picture for each turn, since the engine remembers what a generator made of one. */
async function measureOne({ what, model, detail, megapixels, runs }: Case, alone: Alone, { folder, repetitions }: Setting): Promise<TranslateRow> {
  const [codec, generator, job]: [number[], number[], RunDetails[]] = [[], [], []];
  const recipe = { version: 1 as const, steps: [{ operation: 'translate', parameters: { model: `bench-${model}`, detail } }] };
  const peak = await withEngine(async (engine) => {
    for (let repetition = 0; repetition <= repetitions; repetition += 1) {
      const place = await mkdtemp(join(folder, 'turn-'));
      const input = await writePhotograph(place, megapixels);
      codec.push(await codecAlone(input, place));
      generator.push(runs * (await alone.milliseconds()));
      const ran = await engine.call('run', { input, recipe, device: 'cpu', target: { path: join(place, 'translated.jpg'), format: 'jpeg', overwrite: true } });
      if (!ran.ok) throw new Error(`${ran.error.message} ${ran.error.detail ?? ''}`);
      job.push(ran.value.details);
      await rm(place, { recursive: true });
    }
    return enginePeakMegabytes();
  });
  await alone.release();
  const [codecMs, generatorMs] = [codec, generator].map((times) => median(times.slice(1))) as [number, number];
  const jobMs = median(job.slice(1).map(({ durationMs }) => durationMs));
  const { seamScore = null } = job.at(-1)!;
  return {
    what,
    megapixels,
    jobMs: round(jobMs, 0),
    codecMs: round(codecMs, 0),
    generatorMs: round(generatorMs, 0),
    ratio: round(jobMs / (codecMs + generatorMs)),
    peakMegabytes: peak === null ? null : round(peak, 0),
    seamScore: seamScore === null ? null : round(seamScore, 3),
  };
}
