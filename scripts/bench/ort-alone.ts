/** @file ONNX Runtime alone, without decoding, tiling or blending: what the engine is measured against. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { modelManifestSchema } from '../../src-shared/model.ts';
import { median } from './statistics.ts';

export type OrtAlone = {
  /** Side of the square input that took the least time a pixel. */
  readonly bestTile: number;
  /** Milliseconds a megapixel of input at that size. */
  readonly msPerMegapixel: number;
};

/** Runs the model's x2 network on squares of each size and keeps the fastest: no overlap, no pixel more than the picture has. */
export async function measureOrtAlone(model: string, sides: readonly number[], repetitions: number): Promise<OrtAlone> {
  const manifest = modelManifestSchema.parse(JSON.parse(await readFile(join('models', model, 'manifest.json'), 'utf8')));
  const network = manifest.networks.find(({ scale }) => scale === 2)!;
  const session = await InferenceSession.create(join('models', model, network.file), { intraOpNumThreads: availableParallelism() });
  const measured: OrtAlone[] = [];
  for (const side of sides) {
    const data = Float32Array.from({ length: 3 * side * side }, (_, index) => (((index * 7919) % 1009) / 1009) * network.range);
    const run = async () => {
      const startedAt = performance.now();
      await session.run({ [network.input]: new Tensor('float32', data, [1, 3, side, side]) });
      return performance.now() - startedAt;
    };
    await run();
    const times: number[] = [];
    for (let repetition = 0; repetition < repetitions; repetition += 1) times.push(await run());
    measured.push({ bestTile: side, msPerMegapixel: (median(times) / side ** 2) * 1e6 });
  }
  await session.release();
  return measured.reduce((best, it) => (it.msPerMegapixel < best.msPerMegapixel ? it : best));
}
