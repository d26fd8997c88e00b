/** @file The measurements of `npm run bench`, each of which returns plain numbers. */
import type { RunDetails } from '../../src-shared/job.ts';
import { enginePeakMegabytes, upscaleTwice, withEngine } from './engine.ts';
import { bestSide, openOrtAlone } from './ort-alone.ts';
import { writePhotograph } from './pictures.ts';
import { median, round } from './statistics.ts';
import { measureTfjsWasm } from './tfjs-wasm.ts';

export type Setting = { readonly folder: string; readonly megapixels: number; readonly repetitions: number };
export type SpeedRow = { model: string; format: string; engineMs: number; ortAloneMs: number; ratio: number; ortTile: number; engineTile: number };

/** ONNX Runtime alone and the engine's jobs take turns, so that a change in the machine's mood meets all. The first of each is warm-up. */
export async function measureSpeed(models: readonly string[], sides: readonly number[], { folder, megapixels, repetitions }: Setting): Promise<SpeedRow[]> {
  const input = await writePhotograph(folder, megapixels);
  const rows: SpeedRow[] = [];
  for (const model of models) {
    const alone = await openOrtAlone(model);
    const ortTile = await bestSide(alone, sides, repetitions);
    const [jpeg, png, ort]: [RunDetails[], RunDetails[], number[]] = [[], [], []];
    await withEngine(async (engine) => {
      for (let repetition = 0; repetition <= repetitions; repetition += 1) {
        ort.push(await alone.msPerMegapixel(ortTile, megapixels));
        jpeg.push(await upscaleTwice(engine, { input, model, format: 'jpeg', folder }));
        png.push(await upscaleTwice(engine, { input, model, format: 'png', folder }));
      }
    });
    await alone.release();
    for (const [format, jobs] of [['jpeg', jpeg], ['png', png]] as const) {
      const { width, height, tile } = jobs[0]!;
      const engineMs = median(jobs.slice(1).map(({ durationMs }) => durationMs));
      const ortAloneMs = (median(ort.slice(1)) * width * height) / 4e6;
      rows.push({ model, format, engineMs: round(engineMs, 0), ortAloneMs: round(ortAloneMs, 0), ratio: round(engineMs / ortAloneMs), ortTile, engineTile: tile });
    }
  }
  return rows;
}

export type WasmRow = { model: string; wasmMsPerMegapixel: number; engineMsPerMegapixel: number; ratio: number };

/** The engine's time is that of a whole job; WebAssembly's that of the network alone, on as many pixels at once, as UpscalerJS runs it. */
export async function compareWithWasm(speed: readonly SpeedRow[], { megapixels, repetitions }: Setting): Promise<WasmRow> {
  const { engineMs } = speed.find(({ model, format }) => model === 'quick' && format === 'jpeg')!;
  const wasm = await measureTfjsWasm('quick', Math.round(Math.sqrt(megapixels * 1e6)), Math.min(repetitions, 3));
  const engine = engineMs / megapixels;
  return { model: 'quick', wasmMsPerMegapixel: round(wasm, 0), engineMsPerMegapixel: round(engine, 0), ratio: round(wasm / engine) };
}

export type MemoryRow = { megapixels: number; width: number; height: number; peakMegabytes: number | null; durationMs: number };

/** Pictures of one width, since memory holds a row of tiles. A fresh engine for each, since a peak is for life. */
export async function measureMemory(sizes: readonly number[], { folder }: Setting): Promise<MemoryRow[]> {
  const rows: MemoryRow[] = [];
  for (const megapixels of sizes) {
    const input = await writePhotograph(folder, megapixels, sizes.at(-1));
    rows.push(
      await withEngine(async (engine) => {
        const { durationMs, width, height } = await upscaleTwice(engine, { input, model: 'quick', format: 'jpeg', folder });
        const peak = enginePeakMegabytes();
        return { megapixels, width: width / 2, height: height / 2, peakMegabytes: peak === null ? null : round(peak, 0), durationMs };
      }),
    );
  }
  return rows;
}
