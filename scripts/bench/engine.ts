/** @file The engine as the application starts it, for measurements. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { peakIn } from './peak-memory.ts';
import { createEngineClient, type EngineClient } from '../../src-main/children/engine-client.ts';
import type { WritableFormat } from '../../src-shared/image.ts';
import type { RunDetails } from '../../src-shared/job.ts';

export async function withEngine<T>(use: (engine: EngineClient) => Promise<T>): Promise<T> {
  const engine = createEngineClient({ program: resolve('dist/node/engine.cjs') });
  try {
    // Devices are probed, and the process is warm, before anything is measured.
    await engine.call('devices', {});
    return await use(engine);
  } finally {
    await engine.dispose();
  }
}

export type Upscale = { readonly input: string; readonly model: string; readonly format: WritableFormat; readonly folder: string };

export async function upscaleTwice(engine: EngineClient, { input, model, format, folder }: Upscale): Promise<RunDetails> {
  const recipe = { version: 1 as const, steps: [{ operation: 'upscale', parameters: { model, scale: 2 } }] };
  const target = { path: join(folder, `result.${format}`), format, overwrite: true };
  const ran = await engine.call('run', { input, recipe, device: 'cpu', target });
  if (!ran.ok) throw new Error(ran.error.message);
  return ran.value.details;
}

/** Peak resident memory of this process's engine in megabytes; null where the system does not tell. */
export function enginePeakMegabytes(): number | null {
  if (process.platform !== 'linux') return null;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const isChild = new RegExp(`^PPid:\\s+${process.pid}$`, 'm').test(status);
      const role = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').at(-2);
      if (isChild && role === 'engine') return peakIn(status);
    } catch {
      // The process ended between the listing and the look.
      continue;
    }
  }
  return null;
}
