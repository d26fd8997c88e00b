/** @file Which devices work here: probed once, remembered in a file until the runtime or the driver changes. Runs in the engine. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import { dirname, join } from 'node:path';
import { env } from 'onnxruntime-node';
import { z } from 'zod';
import { type DevicesReport, devicesReportSchema } from '../../src-shared/device.ts';
import { homeFolder } from './home-folder.ts';
import { probeProvider, type ProbeOptions } from './probe.ts';
import { providersOf } from './providers.ts';

const cacheSchema = z.object({ key: z.string(), report: devicesReportSchema });

/** A refresh, or a cache that is missing, damaged or of another machine state, probes every provider. */
export async function devicesReport(refresh: boolean, probing: ProbeOptions, cacheFile = join(homeFolder(), 'devices.json')): Promise<DevicesReport> {
  const key = await machineState();
  const cached = refresh ? null : await readCacheOrNull(cacheFile);
  if (cached?.key === key) return cached.report;
  const probes = await Promise.all(providersOf(process.platform, process.arch).map((provider) => probeProvider(provider, probing)));
  const report = {
    ladder: probes.filter(({ works }) => works).map(({ provider }) => provider),
    probes,
    probedAt: new Date().toISOString(),
  };
  // Without a device nothing works: that is looked at anew each time, whatever the cause was.
  if (report.ladder.length > 0) await writeCacheIgnoringErrors(cacheFile, { key, report });
  return report;
}

/** What decides whether old answers still hold, as far as it can be read cheaply. */
async function machineState(): Promise<string> {
  const nvidiaDriver = await readFile('/proc/driver/nvidia/version', 'utf8').catch(() => null);
  const { VK_ICD_FILENAMES: vulkanDriver, CUDA_VISIBLE_DEVICES: cudaDevices } = process.env;
  return JSON.stringify([env.versions.node, process.platform, process.arch, release(), nvidiaDriver, vulkanDriver, cudaDevices]);
}

async function readCacheOrNull(file: string): Promise<z.infer<typeof cacheSchema> | null> {
  try {
    return cacheSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** The next start probes again where this fails, so nobody needs to hear of it. */
async function writeCacheIgnoringErrors(file: string, cache: z.infer<typeof cacheSchema>): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    const temporary = `${file}.${process.pid}`;
    await writeFile(temporary, JSON.stringify(cache, null, 2));
    await rename(temporary, file);
  } catch {
    return;
  }
}
