/** @file ONNX Runtime alone, without decoding, tiling or blending: what the engine is measured against. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { modelManifestSchema } from '../../src-shared/model.ts';
import { median } from './statistics.ts';

export type OrtAlone = {
  /** Milliseconds a megapixel of input, cut into squares of this side: about `megapixels` of them, no overlap, no pixel more. */
  msPerMegapixel(side: number, megapixels: number): Promise<number>;
  release(): Promise<void>;
};

/** The model's x2 network as its file has it, with ONNX Runtime's own defaults. */
export async function openOrtAlone(model: string): Promise<OrtAlone> {
  const manifest = modelManifestSchema.parse(JSON.parse(await readFile(join('models', model, 'manifest.json'), 'utf8')));
  const network = manifest.networks.find(({ scale }) => scale === 2)!;
  const session = await InferenceSession.create(join('models', model, network.file), { intraOpNumThreads: availableParallelism() });
  return {
    async msPerMegapixel(side, megapixels) {
      const data = Float32Array.from({ length: 3 * side * side }, (_, index) => (((index * 7919) % 1009) / 1009) * network.range);
      const runs = Math.max(1, Math.round((megapixels * 1e6) / side ** 2));
      const startedAt = performance.now();
      for (let run = 0; run < runs; run += 1) await session.run({ [network.input]: new Tensor('float32', data, [1, 3, side, side]) });
      return ((performance.now() - startedAt) / runs / side ** 2) * 1e6;
    },
    release: () => session.release(),
  };
}

/** The side that takes the least time a pixel. */
export async function bestSide(alone: OrtAlone, sides: readonly number[], repetitions: number): Promise<number> {
  const times: { readonly side: number; readonly ms: number }[] = [];
  for (const side of sides) {
    const one = side ** 2 / 1e6;
    await alone.msPerMegapixel(side, one);
    const measured: number[] = [];
    for (let repetition = 0; repetition < repetitions; repetition += 1) measured.push(await alone.msPerMegapixel(side, one));
    times.push({ side, ms: median(measured) });
  }
  return times.reduce((best, it) => (it.ms < best.ms ? it : best)).side;
}
