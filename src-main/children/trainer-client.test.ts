import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CycleganRun, fromTrainerSchema, type SuperResolutionRun, type ToTrainer, type TrainingEvent, type TrainRequest } from '../../src-shared/trainer-messages.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { pattern, writeTiff } from '../trainer/data/test-pictures.ts';
import { openCheckpointFolder } from '../trainer/run/checkpoint-folder.ts';
import { spawnNode, type SpawnOptions } from './spawn.ts';
import { runTraining } from './trainer-client.ts';

const program = fileURLToPath(new URL('../../dist/node/trainer.mjs', import.meta.url));

let data: string;
let negatives: string;
beforeEach(async () => {
  const folder = await temporaryFolder();
  [data, negatives] = [join(folder, 'photographs'), join(folder, 'negatives')];
  await mkdir(data);
  await mkdir(negatives);
  for (let index = 1; index <= 3; index++) {
    const picture = pattern(60 + 4 * index, 50 + 2 * index, index);
    await writeTiff(join(data, `${index}.tif`), picture);
    await writeTiff(join(negatives, `${index}.tif`), { ...picture, samples: picture.samples.map((sample) => 255 - sample) });
  }
});

const superResolution = (): SuperResolutionRun => ({
  recipe: 'super-resolution',
  data,
  scale: 2,
  width: 6,
  depth: 1,
  activation: 'prelu',
  filters: 'collapsible',
  longSkip: true,
  loss: 'l1',
  batch: 2,
  size: 12,
  steps: 40,
  learningRate: 3e-3,
  averageDecay: 0.9,
  seed: 5,
});
/** Augmented, so that chance counts too. */
const cyclegan = (): CycleganRun => ({
  recipe: 'cyclegan',
  a: data,
  b: negatives,
  width: 2,
  blocks: 1,
  upsampling: 'transposed',
  discriminatorWidth: 2,
  augmented: true,
  cycle: 10,
  identity: 5,
  batch: 1,
  size: 32,
  steps: 70,
  learningRate: 1e-3,
  averageDecay: 0.9,
  seed: 6,
});

const request = (out: string, more: Partial<TrainRequest> = {}): TrainRequest => ({
  out,
  run: superResolution(),
  base: null,
  resume: false,
  estimate: false,
  backend: 'onnx',
  device: 'cpu',
  threads: 1,
  checkpointSeconds: 1e6,
  checkpointSteps: 20,
  ...more,
});

async function trained(asked: TrainRequest, signal = new AbortController().signal, environment: SpawnOptions['environment'] = {}) {
  const events: TrainingEvent[] = [];
  const result = await runTraining(asked, { program, signal, environment, onEvent: (event) => events.push(event) });
  return { result, events };
}

/**
 * Starts a training and ends its process without warning as soon as it has told of a checkpoint. On a busy machine it may have
 * got to the next one by then; so it is done once more.
 */
async function killedAtFirstCheckpoint(asked: TrainRequest): Promise<void> {
  await killedAtCheckpoint(asked);
  if ((await finalCheckpoint(asked.out))?.step === asked.checkpointSteps) return;
  await rm(asked.out, { recursive: true });
  return killedAtFirstCheckpoint(asked);
}

async function killedAtCheckpoint(asked: TrainRequest): Promise<void> {
  const child = spawnNode(program, 'trainer');
  child.on('message', (raw) => {
    const message = fromTrainerSchema.parse(raw);
    if (message.kind === 'ready') child.send({ kind: 'train', request: asked } satisfies ToTrainer);
    if (message.kind === 'event' && message.event.event === 'checkpoint') child.kill('SIGKILL');
  });
  await once(child, 'close');
}

const finalCheckpoint = async (out: string) => (await openCheckpointFolder(join(out, 'checkpoints'))).latest(() => undefined);

describe('a training in its own process', () => {
  it('reaches the same numbers when it is killed and resumed', async () => {
    const [whole, broken] = [join(await temporaryFolder(), 'whole'), join(await temporaryFolder(), 'broken')];
    const asked = { run: { ...superResolution(), degraded: true, sharpness: { weight: 0.01, faithfulShare: 0.3 } } };
    expect((await trained(request(whole, asked))).result).toEqual({ ok: true, value: 40 });

    await killedAtFirstCheckpoint(request(broken, asked));
    expect((await finalCheckpoint(broken))?.step).toBe(20);
    const { result, events } = await trained(request(broken, { run: null, resume: true }));
    expect(result).toEqual({ ok: true, value: 40 });
    expect(events.find(({ event }) => event === 'started')).toMatchObject({ event: 'started', step: 20, steps: 40, pictures: 3 });

    const [expected, got] = [await finalCheckpoint(whole), await finalCheckpoint(broken)];
    expect(got!.state).toEqual(expected!.state);
    expect(got!.source).toEqual(expected!.source);
    expect(got!.state['upscaler']!.values.some((value) => value !== 0)).toBe(true);
    expect(got!.state['discriminator.count']!.values).toEqual(Float32Array.of(28));
  });

  it('does so with two generators, their discriminators and full image pools', async () => {
    const [whole, broken] = [join(await temporaryFolder(), 'whole'), join(await temporaryFolder(), 'broken')];
    const asked = { run: cyclegan(), checkpointSteps: 60 };
    expect((await trained(request(whole, asked))).result).toEqual({ ok: true, value: 70 });

    await killedAtFirstCheckpoint(request(broken, asked));
    expect((await finalCheckpoint(broken))?.step).toBe(60);
    expect((await trained(request(broken, { run: null, resume: true }))).result).toEqual({ ok: true, value: 70 });

    const [expected, got] = [await finalCheckpoint(whole), await finalCheckpoint(broken)];
    expect(Object.keys(got!.turns!.tensors)).toHaveLength(100);
    expect(got!.state).toEqual(expected!.state);
    expect(got!.turns).toEqual(expected!.turns);
    expect(got!.source).toEqual(expected!.source);
    expect((await readdir(join(broken, 'model'))).sort()).toEqual(['broken', 'broken-back']);
    expect(await readdir(join(broken, 'previews', 'fixed'))).toEqual(expect.arrayContaining(['ab-input-0.webp', 'ba-input-2.webp']));
    expect(await readdir(join(broken, 'previews', 'step-000000070'))).toEqual(expect.arrayContaining(['ab-output-0.webp', 'ab-back-1.webp', 'ba-heat-2.png']));
    expect((await readdir(join(broken, 'snapshots', 'step-000000070'))).sort()).toEqual(['broken', 'broken-back']);
  });

  it('goes on from another training, and does so too when it is killed and its base is gone', async () => {
    const [base, whole, broken] = [join(await temporaryFolder(), 'base'), join(await temporaryFolder(), 'whole'), join(await temporaryFolder(), 'broken')];
    await trained(request(base, { run: { ...superResolution(), steps: 3 } }));
    const asked = { run: { ...superResolution(), width: undefined, depth: undefined, agreement: 0.5, seed: 6 }, base: join(base, 'model', 'base') };
    const { result, events } = await trained(request(whole, asked));
    expect(result).toEqual({ ok: true, value: 40 });
    expect(events.flatMap((event) => (event.event === 'evaluated' ? [event.step] : []))).toEqual([0, 20, 40]);
    await killedAtFirstCheckpoint(request(broken, asked));
    expect(JSON.parse(await readFile(join(broken, 'run.json'), 'utf8'))).toMatchObject({ width: 6, depth: 1, base: { id: 'base', folder: asked.base } });
    await rm(base, { recursive: true });
    expect((await trained(request(broken, { run: null, resume: true }))).result).toEqual({ ok: true, value: 40 });
    const [expected, got] = [await finalCheckpoint(whole), await finalCheckpoint(broken)];
    expect(got!.state).toEqual(expected!.state);

    const elsewhere = join(await temporaryFolder(), 'elsewhere');
    expect((await trained(request(elsewhere, asked))).result).toMatchObject({ ok: false, error: { code: 'model-missing' } });
    expect(existsSync(elsewhere)).toBe(false);
  });

  it('stops with a checkpoint when it is told to, and writes the model', async () => {
    const out = join(await temporaryFolder(), 'My Upscaler');
    const abort = new AbortController();
    const asked = request(out, { checkpointSteps: 3 });
    const events: TrainingEvent[] = [];
    const result = await runTraining({ ...asked, run: { ...superResolution(), steps: 100_000 } }, {
      program,
      signal: abort.signal,
      onEvent: (event) => {
        events.push(event);
        if (event.event === 'checkpoint') abort.abort();
      },
    });
    const done = result.ok ? result.value : 0;
    expect(done).toBeGreaterThanOrEqual(3);
    expect((await finalCheckpoint(out))?.step).toBe(done);
    expect(await readdir(join(out, 'model', 'my-upscaler'))).toEqual(['manifest.json', 'training.bin', 'x2.onnx']);
  });

  it('stops with a checkpoint when its process group is told to end', async () => {
    const out = join(await temporaryFolder(), 'run');
    const asked = request(out, { checkpointSteps: null });
    const child = spawnNode(program, 'trainer');
    child.on('message', (raw) => {
      const message = fromTrainerSchema.parse(raw);
      if (message.kind === 'ready') child.send({ kind: 'train', request: { ...asked, run: { ...superResolution(), steps: 100_000 } } } satisfies ToTrainer);
      if (message.kind === 'event' && message.event.event === 'trained') child.kill('SIGTERM');
    });
    expect((await once(child, 'exit'))[0]).toBe(0);
    expect((await finalCheckpoint(out))?.step).toBeGreaterThan(0);
  });

  it('estimates without leaving anything behind', async () => {
    const out = join(await temporaryFolder(), 'never');
    const { result, events } = await trained(request(out, { estimate: true }));
    expect(result).toEqual({ ok: true, value: 0 });
    const [preparing, few, , , estimated] = events;
    expect(events.flatMap((event) => (event.event === 'preparing' ? [event.phase] : []))).toEqual(['pictures', 'networks', 'estimate']);
    expect(preparing).toMatchObject({ phase: 'pictures' });
    expect(few).toMatchObject({ event: 'note', message: expect.stringContaining('only 3 pictures') as string, finding: { code: 'few', side: null, values: { count: 3, advised: 20 } } });
    expect(estimated).toMatchObject({ event: 'estimated' });
    if (estimated?.event !== 'estimated') return;
    expect(estimated.seconds).toBeCloseTo(40 * estimated.secondsPerStep, 6);
    expect(estimated.megabytes).toBeGreaterThan(30);
    expect(estimated.diskBytes).toBeGreaterThan(30_000);
    expect(existsSync(out)).toBe(false);
  });

  it('takes the graph of an earlier run of the same kind instead of tracing it', async () => {
    const home = await temporaryFolder();
    const estimate = (run: SuperResolutionRun) => trained(request(join(home, 'never'), { estimate: true, run }), undefined, { IMAGO_HOME: home });
    expect((await estimate(superResolution())).result.ok).toBe(true);
    const graphs = await readdir(join(home, 'graphs'));
    expect(graphs.length).toBeGreaterThan(0);
    // What cannot be a graph shows whether it was taken.
    const forged = Buffer.from('no graph');
    for (const name of graphs) {
      const checksum = createHash('sha256').update(name.replace('.graph', '')).update(forged).digest();
      await writeFile(join(home, 'graphs', name), Buffer.concat([checksum, forged]));
    }
    expect((await estimate({ ...superResolution(), seed: 8, steps: 9, learningRate: 1 })).result).toMatchObject({ ok: false, error: { code: 'model-invalid' } });
    expect((await estimate({ ...superResolution(), width: 5 })).result.ok).toBe(true);
  });

  it('says what is wrong with the folder, or missing', async () => {
    const empty = await temporaryFolder();
    await writeFile(join(empty, 'notes.txt'), 'no picture');
    const asked = request(join(await temporaryFolder(), 'out'));
    const { result } = await trained({ ...asked, run: { ...superResolution(), data: empty } });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'bad-request', message: expect.stringContaining('has 0 pictures that can be used') as string, advice: 'Its other files: not pictures: 1.' },
    });
    // The right folder may be named next.
    expect((await trained({ ...asked, run: { ...superResolution(), steps: 1 } })).result).toEqual({ ok: true, value: 1 });
    const { result: missing } = await trained({ ...asked, run: { ...superResolution(), data: join(empty, 'nowhere') } , out: join(empty, 'other') });
    expect(missing).toMatchObject({ ok: false, error: { code: 'file-missing' } });
    const { result: alone } = await trained({ ...asked, run: { ...superResolution(), agreement: 0.9 }, out: join(empty, 'alone') });
    expect(alone).toMatchObject({ ok: false, error: { code: 'bad-request', advice: expect.stringContaining('--base') as string } });
  });

  it('starts no translation that has nothing to learn, and warns once of too few pictures', async () => {
    const out = join(await temporaryFolder(), 'run');
    const [same, small] = [{ ...cyclegan(), b: data }, { ...cyclegan(), size: 64 }];
    expect((await trained(request(out, { run: same }))).result).toMatchObject({ ok: false, error: { message: expect.stringContaining('there is nothing to translate') as string } });
    expect((await trained(request(out, { run: small }))).result).toMatchObject({ ok: false, error: { message: expect.stringContaining('at least 64 pixels a side') as string } });
    const few = (events: readonly TrainingEvent[]) => events.filter((event) => event.event === 'note' && event.message.includes('only 3 pictures')).length;
    const first = await trained(request(out, { run: { ...cyclegan(), steps: 1 } }));
    expect([first.result, few(first.events)]).toEqual([{ ok: true, value: 1 }, 2]);
    const resumed = await trained(request(out, { run: null, resume: true }));
    expect([resumed.result, few(resumed.events)]).toEqual([{ ok: true, value: 1 }, 0]);
  });

  it('keeps a second trainer out of the folder of a first', async () => {
    const out = join(await temporaryFolder(), 'run');
    const abort = new AbortController();
    const asked = request(out, { checkpointSteps: 2 });
    let second: Promise<Awaited<ReturnType<typeof trained>>> | undefined;
    const first = runTraining({ ...asked, run: { ...asked.run!, steps: 100_000 } as TrainRequest['run'] }, {
      program,
      signal: abort.signal,
      onEvent: ({ event }) => {
        if (event === 'checkpoint') second ??= trained({ ...asked, run: null, resume: true });
        if (event === 'checkpoint') void second?.then(() => { abort.abort(); });
      },
    });
    expect((await first).ok).toBe(true);
    const refused = (await second!).result;
    expect(refused).toMatchObject({ ok: false, error: { code: 'target-exists', message: expect.stringMatching(/is being trained by process \d+/) as string } });
    expect((await trained({ ...asked, run: null, resume: true }, AbortSignal.abort())).result.ok).toBe(true);
  });

  it('starts no run by a backend that is not installed', async () => {
    const out = join(await temporaryFolder(), 'run');
    expect((await trained(request(out, { backend: 'tensorflow' }))).result).toMatchObject({ ok: false, error: { code: 'device-failed', advice: expect.stringContaining('tensorflow:install') as string } });
    expect((await trained(request(out, { resume: true, run: null }))).result).toMatchObject({ ok: false, error: { code: 'file-missing' } });
  });

  it('neither overwrites a run nor resumes one that is not there', async () => {
    const out = join(await temporaryFolder(), 'run');
    expect((await trained(request(out, { resume: true, run: null }))).result).toMatchObject({ ok: false, error: { code: 'file-missing' } });
    const asked = request(out);
    await trained({ ...asked, run: { ...superResolution(), steps: 1 } });
    expect((await trained(asked)).result).toMatchObject({ ok: false, error: { code: 'target-exists' } });
  });
});
