/** @file A model's network on whole pictures or in tiles, without the engine around it; for measuring and for tests. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { createTileBlender } from '../../src-main/engine/tile-blend.ts';
import type { TilePlan } from '../../src-main/engine/tile-plan.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { crop, type Planar } from './planar.ts';

export type Network = {
  /** Values in 0 to 255, in and out; the result is neither rounded nor clamped. */
  run(picture: Planar): Promise<Planar>;
  release(): Promise<void>;
};

/** On the CPU. */
export async function openNetwork(onnx: Uint8Array, { input, output, range, scale }: ModelNetwork): Promise<Network> {
  const session = await InferenceSession.create(onnx, { enableCpuMemArena: false });
  return {
    async run({ data, width, height, planes }) {
      const scaled = data.map((value) => (value * range) / 255);
      const results = await session.run({ [input]: new Tensor('float32', scaled, [1, 3, height, width]) });
      const enlarged = (results[output]!.data as Float32Array).map((value) => (value * 255) / range);
      return { data: enlarged, width: width * scale, height: height * scale, planes };
    },
    release: () => session.release(),
  };
}

/** As the engine does it. */
export async function runInTiles({ run }: Network, picture: Planar, plan: TilePlan, scale: number): Promise<Planar> {
  const blender = createTileBlender(plan, scale, picture.planes);
  const rows: Float32Array[] = [];
  for (const [row, top] of plan.rows.starts.entries()) {
    for (const [column, left] of plan.columns.starts.entries()) {
      const { data } = await run(crop(picture, left, top, plan.columns.tile, plan.rows.tile));
      const pixels = data.length / picture.planes;
      blender.add(column, row, [0, 1, 2].map((plane) => data.subarray(plane * pixels, (plane + 1) * pixels)), 1);
    }
    rows.push(blender.finishRow(row).slice());
  }
  return asPlanes(rows, picture.width * scale, picture.height * scale);
}

/** From interleaved rows. */
function asPlanes(rows: readonly Float32Array[], width: number, height: number): Planar {
  const pixels = width * height;
  const data = new Float32Array(3 * pixels);
  let at = 0;
  for (const samples of rows) {
    for (const value of samples) {
      data[(at % 3) * pixels + Math.floor(at / 3)] = value;
      at += 1;
    }
  }
  return { data, width, height, planes: 3 };
}

/** Between what two files would hold, if they kept fractions. */
export function largestDifference(a: Planar, b: Planar): number {
  if (a.data.length !== b.data.length) throw new Error(`expected pictures of one size, got ${a.width}x${a.height} and ${b.width}x${b.height}`);
  const clamped = (value: number) => Math.min(255, Math.max(0, value));
  return a.data.reduce((worst, value, index) => Math.max(worst, Math.abs(clamped(value) - clamped(b.data[index]!))), 0);
}
