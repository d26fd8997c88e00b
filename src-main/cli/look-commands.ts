/** @file `imago inspect`, `models` and `devices`: commands that look and change nothing. Command line. */
import { noteSentence } from '../../src-shared/note.ts';
import type { EngineClient } from '../children/engine-client.ts';
import { findModels, type FoundModel } from '../model-registry/find-models.ts';
import { summariseModels } from '../model-registry/summarise.ts';
import { presentNetwork, verifyModel } from '../model-registry/verify-model.ts';
import type { Failure } from '../../src-shared/failure.ts';
import { collectInputs } from './collect-inputs.ts';
import { failedEvent, type Report } from './events.ts';

/** Each returns how many of the things it looked at failed. */
export async function inspectFiles(named: readonly string[], { engine, report, signal }: { engine: EngineClient; report: Report; signal: AbortSignal }): Promise<number> {
  const { inputs, failures } = await collectInputs(named);
  for (const { path, failure } of failures) report(failedEvent(path, failure));
  let failed = failures.length;
  for (const { path } of inputs) {
    if (signal.aborted) break;
    const info = await engine.call('inspect', { path }, { signal });
    if (!info.ok) failed += 1;
    report(info.ok ? { event: 'image', ...info.value, warnings: info.value.warnings.map(noteSentence) } : failedEvent(path, info.error));
  }
  return failed;
}

export async function listModels(directories: readonly string[], report: Report): Promise<number> {
  for (const model of await summariseModels(directories)) report({ event: 'model', ...model });
  return 0;
}

/** A built-in model of which no file is there has not been asked for yet, and is no failure. */
export async function verifyModels(directories: readonly string[], report: Report): Promise<number> {
  let failed = 0;
  for (const model of await findModels(directories)) {
    const installed = await isInstalled(model);
    const problem = installed ? await problemOf(model) : undefined;
    if (problem) failed += 1;
    report(problem ? failedEvent(model.id, problem) : { event: 'verified', model: model.id, installed });
  }
  return failed;
}

async function isInstalled({ folder, manifest }: FoundModel): Promise<boolean> {
  // A model without networks is part of the program.
  if (!manifest.ok || manifest.value.networks.length === 0) return true;
  const present = await Promise.all(manifest.value.networks.map((network) => presentNetwork({ folder, manifest: manifest.value }, network)));
  return present.some((file) => file.ok || file.error.code !== 'model-missing');
}

async function problemOf({ folder, manifest }: FoundModel): Promise<Failure | undefined> {
  return manifest.ok ? verifyModel({ folder, manifest: manifest.value }) : manifest.error;
}

export async function listDevices(refresh: boolean, { engine, report, signal }: { engine: EngineClient; report: Report; signal: AbortSignal }): Promise<number> {
  const devices = await engine.call('devices', { refresh }, { signal });
  if (!devices.ok) {
    report(failedEvent('devices', devices.error));
    return 1;
  }
  for (const probe of devices.value.probes) report({ event: 'device', ...probe });
  report({ event: 'ladder', ladder: devices.value.ladder, probedAt: devices.value.probedAt });
  return 0;
}
