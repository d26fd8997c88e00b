/** @file What befalls trainings from outside, each really done to a run of the real trainer: it pauses with a reason, and goes on. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { failure } from '../../src-shared/failure.ts';
import { failWith, succeed } from '../../src-shared/result.ts';
import type { TrainingDefinition } from '../../src-shared/training-definition.ts';
import { nearestUpscaleModel } from '../onnx-trace/tiny-models.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { created, openRealStudio } from '../testing/open-studio.ts';
import { canMount, smallDisk } from '../testing/small-disk.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { pattern, writeTiff } from '../trainer/data/test-pictures.ts';

const patient = { timeout: 240_000 };
const steps = 60;

let home: string;
let definition: TrainingDefinition;
beforeEach(async () => {
  home = await temporaryFolder();
  const a = join(home, '写真 für später');
  await mkdir(a);
  for (let index = 1; index <= 14; index++) await writeTiff(join(a, `Bäume ${index} 木.tif`), pattern(90 + index, 96, index));
  const advanced = { size: 32, width: 4, depth: 1, steps, batch: 1, threads: 1, scale: 2, checkpointSteps: 20, checkpointSeconds: 3600 } as const;
  definition = { name: '木', goal: 'upscale', a, b: null, base: null, quality: 'quick', device: 'cpu', excluded: [], advanced };
  vi.stubEnv('IMAGO_OWN_MODELS', join(home, 'models'));
  vi.stubEnv('IMAGO_HOME', join(home, 'cache'));
  onTestFinished(() => void vi.unstubAllEnvs());
});

const exportedIn = async (folder: string): Promise<Buffer> => readFile(join(folder, 'model', (await readdir(join(folder, 'model')))[0]!, 'training.bin'));

it('goes on from the checkpoint before one that was deleted by hand, and anew where none is left', patient, async () => {
  const { studio, until, state, checkpointsOf } = await openRealStudio(home);
  const { trainings } = studio;
  const longer = { ...definition, advanced: { ...definition.advanced, steps: 400, checkpointSteps: 100 } };
  const untouched = created(await trainings.create(longer));
  await until(() => state(untouched) === 'done');
  const id = created(await trainings.create(longer));
  const checkpoints = join(trainings.folderOf(id), 'checkpoints');
  const stopOnTheWay = async (after: number) => {
    await until(() => checkpointsOf(id) > after);
    trainings.stop(id);
    await until(() => state(id) === 'stopped' || state(id) === 'done');
    expect(state(id)).toBe('stopped');
  };
  await stopOnTheWay(0);
  const [first, ...later] = (await readdir(checkpoints)).sort();
  expect(first).toContain('000000100');
  expect(later).not.toEqual([]);
  for (const name of later) await rm(join(checkpoints, name));
  const before = checkpointsOf(id);
  trainings.resume(id);
  await stopOnTheWay(before);
  await rm(checkpoints, { recursive: true });
  trainings.resume(id);
  await until(() => state(id) === 'done');
  const details = await studio.details(id);
  expect(details.ok && details.value.notes.map(({ message }) => message)).toContain('There is no checkpoint to go on from, so the training begins anew.');
  // To the bit as if nothing had been done to it.
  expect((await exportedIn(trainings.folderOf(id))).equals(await exportedIn(trainings.folderOf(untouched)))).toBe(true);
});

it.skipIf(!canMount)('pauses on a full disk, and goes on when there is room again (needs a file system of its own)', patient, async () => {
  const disk = join(home, 'disk');
  smallDisk(disk, 24_000);
  const { studio, until, state, count } = await openRealStudio(home, { folder: join(disk, 'trainings') });
  const { trainings } = studio;
  const id = created(await trainings.create(definition));
  await until(() => count('training:checkpoint') === 1);
  const ballast = join(disk, 'ballast');
  await expect(writeFile(ballast, Buffer.alloc(24_000 * 1024))).rejects.toMatchObject({ code: 'ENOSPC' });
  await until(() => state(id) === 'paused' || state(id) === 'done');
  expect(trainings.find(id)).toMatchObject({ state: 'paused', pauseReason: 'disk-full', failure: { code: 'disk-full', advice: expect.stringContaining('Free some space') as string } });
  await rm(ballast);
  trainings.resume(id);
  await until(() => state(id) === 'done');
});

it('pauses where the folder vanishes on the way, and goes on when it is back', patient, async () => {
  const { studio, until, state, count } = await openRealStudio(home);
  const { trainings } = studio;
  // So many that most have not been looked at yet when the first checkpoint is there.
  for (let index = 100; index < 400; index++) await writeTiff(join(definition.a, `${index}.tif`), pattern(90, 96, index));
  const id = created(await trainings.create({ ...definition, advanced: { ...definition.advanced, steps: 400 } }));
  await until(() => count('training:checkpoint') === 1);
  await rename(definition.a, `${definition.a} away`);
  await until(() => state(id) === 'paused' || state(id) === 'done');
  expect(trainings.find(id)).toMatchObject({ state: 'paused', pauseReason: 'folder-missing', failure: { message: expect.stringContaining('is gone') as string, advice: 'Bring the folder back, then resume.' } });
  const { step } = trainings.find(id)!;
  expect(step).toBeGreaterThanOrEqual(20);
  trainings.resume(id);
  await until(() => state(id) === 'paused' && trainings.find(id)!.failure !== null);
  await rename(`${definition.a} away`, definition.a);
  trainings.resume(id);
  await until(() => (trainings.find(id)?.step ?? 0) > step || state(id) === 'failed');
  expect(state(id)).toBe('running');
});

it('says why a training cannot start from a model of another kind, or from one that is gone', patient, async () => {
  await writeModelPackage(join(home, 'models'), 'doubler', [{ bytes: nearestUpscaleModel(2) }]);
  const { studio, until, state } = await openRealStudio(home);
  const wrong = created(await studio.trainings.create({ ...definition, goal: 'fill', base: 'doubler', advanced: { steps: 10, size: 32 } }));
  await until(() => state(wrong) === 'failed');
  expect(studio.trainings.find(wrong)!.failure).toMatchObject({ message: 'The model “doubler” learnt to enlarge, so no training to fill holes can start from it.', advice: 'Choose another base.' });
  const gone = created(await studio.trainings.create({ ...definition, base: 'never-was' }));
  await until(() => state(gone) === 'failed');
  expect(studio.trainings.find(gone)!.failure).toMatchObject({ code: 'model-missing' });
});

it('pauses where the device is lost, and begins with the next in the queue', async () => {
  const ends = [failWith(failure('device-failed', 'The graphics card stopped answering.')), failWith(failure('out-of-memory', 'The graphics card has too little memory.')), succeed(steps)];
  const order: string[] = [];
  const { studio, until, state } = await openRealStudio(home, { train: ({ out }) => { order.push(out); return Promise.resolve(ends[order.length - 1]!); } });
  const { trainings } = studio;
  const [first, second] = [created(await trainings.create(definition)), created(await trainings.create(definition))];
  await until(() => state(first) === 'paused' && state(second) === 'paused');
  for (const id of [first, second]) expect(trainings.find(id)).toMatchObject({ pauseReason: 'device-lost' });
  trainings.resume(first);
  await until(() => state(first) === 'done');
  expect(order).toEqual([first, second, first].map((id) => trainings.folderOf(id)));
  expect(trainings.find(first)).toMatchObject({ failure: null, pauseReason: null });
});
