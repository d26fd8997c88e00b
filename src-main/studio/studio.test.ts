import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { TrainingDefinition } from '../../src-shared/training-definition.ts';
import { summariseModels } from '../model-registry/summarise.ts';
import { verifyModels } from '../cli/look-commands.ts';
import { created, openRealStudio } from '../testing/open-studio.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { pattern, writeTiff } from '../trainer/data/test-pictures.ts';
import { forgetSnapshot } from './checkpoints.ts';
import { yieldToJobs } from './yield-to-jobs.ts';

let home: string;
let definition: TrainingDefinition;
beforeEach(async () => {
  home = await temporaryFolder();
  const [a, b] = [join(home, 'Tag é'), join(home, 'night')];
  for (const folder of [a, b]) await mkdir(folder);
  for (let index = 1; index <= 13; index++) {
    const picture = pattern(44 + index, 40, index);
    await writeTiff(join(a, `${index}.tif`), picture);
    await writeTiff(join(b, `${index}.tif`), { ...picture, samples: picture.samples.map((sample) => 255 - sample) });
  }
  const advanced = { size: 32, width: 4, depth: 1, steps: 160, batch: 1, threads: 1, checkpointSteps: 40, checkpointSeconds: 3600 } as const;
  definition = { name: 'Day to night', goal: 'translate', a, b, base: null, quality: 'quick', device: 'cpu', excluded: [join(a, '1.tif')], advanced };
  vi.stubEnv('IMAGO_OWN_MODELS', join(home, 'models'));
  vi.stubEnv('IMAGO_HOME', join(home, 'cache'));
  onTestFinished(() => void vi.unstubAllEnvs());
});

it('trains, pauses, survives a kill, goes on, and becomes a model', { timeout: 240_000 }, async () => {
  const first = await openRealStudio(home);
  const id = created(await first.studio.trainings.create(definition));
  await first.until(() => first.count('training:checkpoint') === 1);
  first.studio.trainings.pause(id);
  await first.until(() => first.state(id) === 'paused');
  const pausedAt = first.studio.trainings.find(id)!.step;
  expect(pausedAt).toBeGreaterThanOrEqual(40);
  expect(pausedAt).toBeLessThan(160);

  // It goes on where it was, and is killed after its next checkpoint.
  first.studio.trainings.resume(id);
  await first.until(() => first.count('training:checkpoint') >= 3);
  process.kill(first.running.at(-1)!.pid!, 'SIGKILL');
  await first.until(() => first.state(id) !== 'running');
  expect(first.studio.trainings.find(id)).toMatchObject({ state: 'interrupted', failure: { code: 'engine-crashed' } });
  await first.studio.dispose();

  // Another start of the program knows of it.
  const { studio, until, state } = await openRealStudio(home);
  expect(studio.trainings.list()).toMatchObject([{ id, state: 'interrupted', steps: 160, device: 'cpu' }]);
  studio.trainings.resume(id);
  await until(() => state(id) === 'done');
  const { checkpoints, best, measure } = await studio.checkpoints(id);
  expect(checkpoints.map(({ step }) => step)).toEqual(expect.arrayContaining([40, 80, 120, 160]));
  expect(checkpoints.every(({ metrics, previews }) => metrics[measure.name]! > 0 && previews)).toBe(true);
  expect(best).not.toBeNull();

  const rows = await studio.previews(id, 160);
  expect(rows.map(({ what, row }) => `${what} ${row}`)).toEqual(['ab input', 'ab output', 'ab back', 'ab heat', 'ba input', 'ba output', 'ba back', 'ba heat']);
  for (const address of rows.flatMap(({ pictures }) => pictures)) expect(existsSync(studio.file(new URL(address).pathname)!)).toBe(true);

  // The judge of any checkpoint that is kept looks at any picture: at its own it sees what it saw then.
  const asked = [{ step: 160, what: 'ab', row: 'output', index: 0 }, { step: 80, what: 'ab', row: 'input', index: 0 }, { step: 80, what: 'ba', row: 'back', index: 0 }] as const;
  const judged = await studio.judge({ id, judge: 160, pictures: [...asked] });
  if (!judged.ok) throw new Error(judged.error.message);
  const heat = (address: string) => sharp(studio.file(new URL(address).pathname)!).raw().toBuffer();
  const maps = await Promise.all(judged.value.map(heat));
  const then = await heat(rows.find(({ what, row }) => what === 'ab' && row === 'heat')!.pictures[0]!);
  // The preview that it looks at now is stored with some loss, which counts for single patches.
  const differences = [...maps[0]!].map((value, index) => Math.abs(value - then[index]!));
  expect(differences).toHaveLength(then.length);
  expect(differences.reduce((sum, value) => sum + value, 0) / differences.length).toBeLessThan(25);
  expect(maps[1]!.equals(maps[0]!)).toBe(false);
  expect(maps[2]!.equals(maps[1]!)).toBe(false);
  expect(await studio.judge({ id, judge: 7, pictures: [asked[0]] })).toMatchObject({ ok: false, error: { code: 'file-missing' } });
  expect(await studio.judge({ id, judge: 160, pictures: [{ ...asked[0], index: 99 }] })).toMatchObject({ ok: false, error: { code: 'file-missing' } });

  const details = await studio.details(id);
  expect(details).toMatchObject({ ok: true, value: { settings: { method: 'cyclegan', width: 4, steps: 160 }, card: { recipe: 'cyclegan', steps: 160, seed: 1 } } });
  expect(JSON.stringify(details.ok && details.value.card)).not.toContain(home);
  const [loss] = await studio.series({ id, names: ['loss'], held: false, from: 0, to: null, buckets: 100 });
  expect(loss!.steps.at(-1)).toBe(160);

  // The line that reproduces it says the same as what was run.
  const run = JSON.parse(await readFile(join(studio.trainings.folderOf(id), 'run.json'), 'utf8')) as { excluded: string[]; width: number };
  expect(run).toMatchObject({ excluded: definition.excluded, width: 4 });
  expect(studio.command(id)).toMatchObject({ ok: true, value: expect.stringMatching(/^imago train cyclegan --a '.*Tag é' --b .* --out day-to-night --exclude-from .* --device cpu$/) as string });

  const made = await studio.makeModel({ id, step: best!, name: 'Tag → Nacht', description: '', addFolders: false, addPictures: true, back: false });
  expect(made).toEqual({ ok: true, value: 'tag-nacht' });
  const manifest = await readFile(join(home, 'models', 'tag-nacht', 'manifest.json'), 'utf8');
  expect(manifest).not.toContain(home);
  const card = join(home, 'models', 'tag-nacht', 'card');
  expect((await readdir(card)).sort()).toEqual(['0-after.webp', '0-before.webp']);
  expect(await readFile(join(card, '0-after.webp'))).toEqual(await readFile(join(studio.trainings.folderOf(id), `previews/step-000000${String(best).padStart(3, '0')}/ab-output-0.webp`)));
  expect(await summariseModels([join(home, 'models')])).toMatchObject([
    { id: 'tag-nacht', own: true, training: { recipe: 'cyclegan', pictures: 23, heldOut: 2, seed: 1 }, previews: [{ before: 'imago://model/tag-nacht/0-before.webp', after: 'imago://model/tag-nacht/0-after.webp' }] },
  ]);
  expect(JSON.parse(manifest)).toMatchObject({ id: 'tag-nacht', name: 'Tag → Nacht', task: 'translate', training: { steps: best } });
  expect(await verifyModels([join(home, 'models')], () => undefined)).toBe(0);
  expect(await studio.makeModel({ id, step: 7, name: 'x', description: '', addFolders: false, addPictures: true, back: false })).toMatchObject({ ok: false, error: { code: 'file-missing' } });

  // What is forgotten frees what it alone had, and the newest has nothing alone.
  const before = (await studio.checkpoints(id)).checkpoints;
  expect(before.map(({ step, bytes }) => [step, bytes > 10_000])).toEqual(before.map(({ step }) => [step, step < 160]));
  await forgetSnapshot(studio.trainings.folderOf(id), 40);
  expect((await studio.checkpoints(id)).checkpoints[0]).toMatchObject({ step: 40, usable: false, bytes: 0, previews: true });
  expect(await studio.makeModel({ id, step: 40, name: 'x', description: '', addFolders: false, addPictures: true, back: false })).toMatchObject({ ok: false, error: { code: 'file-missing' } });

  const removed = await studio.trainings.remove(id);
  expect(removed.ok && removed.value).toBeGreaterThan(10_000);
  expect(studio.trainings.list()).toEqual([]);
  expect(existsSync(studio.trainings.folderOf(id))).toBe(false);
});

it('lets one train at a time, and the trainer wait while the editor works', { timeout: 240_000 }, async () => {
  const { studio, until, state, count } = await openRealStudio(home);
  const { trainings } = studio;
  const job = (kind: 'running' | 'done') => [{ state: { kind } }] as unknown as Parameters<typeof yieldToJobs>[1];
  const first = created(await trainings.create(definition));
  const second = created(await trainings.create({ ...definition, name: 'Other', goal: 'upscale', b: null, advanced: { ...definition.advanced, steps: 6, scale: 2, size: 32, width: 4 }, excluded: [] }));
  expect(trainings.find(second)!.state).toBe('queued');
  await until(() => count('training:checkpoint') === 1);
  expect(trainings.find(second)).toMatchObject({ state: 'queued', place: 1 });
  expect(await studio.estimate(definition)).toMatchObject({ ok: false, error: { advice: expect.stringContaining('Pause it') as string } });
  expect(await trainings.remove(first)).toMatchObject({ ok: false });

  yieldToJobs(studio, job('running'));
  expect(trainings.find(first)!.yielding).toBe(true);
  yieldToJobs(studio, job('done'));
  expect(trainings.find(first)!.yielding).toBe(false);
  trainings.stop(first);
  await until(() => state(first) === 'stopped' || state(first) === 'done');

  // Its pictures are too small for it, which it says.
  await until(() => state(second) === 'failed');
  expect(trainings.find(second)!.failure!.message).toContain('at least 86 pixels');
});

it('pauses where the folder is gone, and says why', { timeout: 120_000 }, async () => {
  const { studio, until, state } = await openRealStudio(home);
  await rm(definition.b!, { recursive: true });
  const id = created(await studio.trainings.create(definition));
  await until(() => state(id) === 'paused');
  expect(studio.trainings.find(id)).toMatchObject({ pauseReason: 'folder-missing', failure: { code: 'file-missing', advice: expect.stringContaining('Bring it back') as string } });
});

it('examines folders, and shows what it found', { timeout: 120_000 }, async () => {
  const { studio, count } = await openRealStudio(home);
  await writeTiff(join(definition.a, '14.tif'), pattern(46, 40, 2));
  await writeTiff(join(definition.a, 'tiny.tif'), pattern(20, 20, 3));
  const report = await studio.examine({ examinationId: crypto.randomUUID(), goal: 'translate', a: definition.a, b: definition.b, excluded: [], quality: 'quick', advanced: { size: 32 } });
  if (!report.ok) throw new Error(report.error.message);
  const { a, findings, canTrain } = report.value;
  expect(a).toMatchObject({ usable: 14, tooSmall: 1 });
  expect(canTrain).toBe(true);
  const duplicates = findings.find(({ code }) => code === 'exact-duplicates')!;
  expect(duplicates).toMatchObject({ side: 'a', values: { count: 1, groups: 1 } });
  expect(duplicates.examples.map(({ group }) => group)).toEqual([0, 0]);
  const tooSmall = findings.find(({ code }) => code === 'too-small')!;
  expect(tooSmall).toMatchObject({ level: 'warning', values: { count: 1, size: 32 }, exclude: [join(definition.a, 'tiny.tif')] });
  for (const address of [...a.thumbnails, duplicates.examples[0]!.thumbnail!]) expect(existsSync(studio.file(new URL(address).pathname)!)).toBe(true);
  expect(count('training:examined')).toBeGreaterThan(0);
  expect(studio.file('/../../etc/passwd')).toBeNull();

  // The remedies leave out what was found.
  const excluded = findings.flatMap(({ exclude }) => exclude);
  const again = await studio.examine({ examinationId: crypto.randomUUID(), goal: 'translate', a: definition.a, b: definition.b, excluded, quality: 'quick', advanced: { size: 32 } });
  expect(again.ok && again.value.findings.map(({ code }) => code).filter((code) => code === 'exact-duplicates' || code === 'too-small')).toEqual([]);
});
