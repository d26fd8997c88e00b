import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { TrainingEvent, TrainRequest } from '../../src-shared/trainer-messages.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { pattern, writeTiff } from '../trainer/data/test-pictures.ts';
import { openCheckpointFolder } from '../trainer/run/checkpoint-folder.ts';
import { runTraining } from './trainer-client.ts';

const program = fileURLToPath(new URL('../../dist/node/trainer.mjs', import.meta.url));
const softwareGpu = process.env['IMAGO_SWIFTSHADER_ICD'];
const steps = 4;

async function train(request: TrainRequest, stopAtCheckpoint = false) {
  const events: TrainingEvent[] = [];
  const stop = new AbortController();
  // The Vulkan loader lies beside the driver.
  const environment = { VK_ICD_FILENAMES: softwareGpu, LD_LIBRARY_PATH: dirname(softwareGpu ?? '') };
  const onEvent = (event: TrainingEvent) => {
    events.push(event);
    if (event.event === 'checkpoint' && stopAtCheckpoint) stop.abort();
  };
  expect(await runTraining(request, { program, environment, signal: stop.signal, onEvent })).toMatchObject({ ok: true });
  return events;
}

/** The state stays on the device between steps; it goes through a checkpoint within the run, and through another into a second one. */
it.skipIf(!softwareGpu)('trains on a software GPU as on the CPU, across a resume', async () => {
  const folder = await temporaryFolder();
  const data = join(folder, 'photographs');
  await mkdir(data);
  for (let index = 1; index <= 3; index++) await writeTiff(join(data, `${index}.tif`), pattern(60 + 4 * index, 50 + 2 * index, index));
  const network = { scale: 2, width: 3, depth: 1, activation: 'leaky', filters: 'plain', longSkip: true } as const;
  const learning = { loss: 'l1', batch: 1, size: 8, learningRate: 1e-3, averageDecay: 0.9, seed: 5 } as const;
  const cpu = { base: null, estimate: false, resume: false, backend: 'onnx', device: 'cpu', threads: 1, checkpointSeconds: 1e6, checkpointSteps: 2 } as const;
  await train({ ...cpu, out: join(folder, 'base'), run: { recipe: 'super-resolution', data, ...network, ...learning, steps: 1 } });
  const finalState = async (device: 'webgpu' | 'cpu') => {
    const out = join(folder, device);
    const common = { ...cpu, out, base: join(folder, 'base', 'model', 'base'), device };
    const events = await train({ ...common, resume: false, run: { recipe: 'super-resolution', data, ...network, ...learning, agreement: 0.5, steps } }, device === 'webgpu');
    if (device === 'webgpu') events.push(...(await train({ ...common, base: null, resume: true, run: null })));
    expect(events.filter((event) => event.event === 'note' && event.message.includes('cannot be used'))).toEqual([]);
    const started = events.filter(({ event }) => event === 'started');
    expect(started).toEqual(started.map((event) => ({ ...event, device })));
    expect(started).toHaveLength(device === 'webgpu' ? 2 : 1);
    const checkpoints = await openCheckpointFolder(join(out, 'checkpoints'));
    const last = (await checkpoints.latest(() => undefined))!;
    expect(last.step).toBe(steps);
    return last.state;
  };
  const [expected, got] = [await finalState('cpu'), await finalState('webgpu')];
  expect(Object.keys(got)).toEqual(Object.keys(expected));
  for (const [name, { values }] of Object.entries(expected)) {
    const distance = Math.hypot(...values.map((value, index) => value - got[name]!.values[index]!));
    expect(distance, name).toBeLessThan(1e-3 * Math.hypot(...values));
  }
}, 180_000);
