import * as tf from '@tensorflow/tfjs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { modelManifestSchema } from '../../../src-shared/model.ts';
import type { RelightRun, TrainingEvent } from '../../../src-shared/trainer-messages.ts';
import type { Picture } from '../data/picture.ts';
import { pattern, temporaryFolder, writeTiff } from '../data/test-pictures.ts';
import { seedRandom } from '../random.ts';
import { basedRun } from './base-package.ts';
import { prepareRecipe } from './prepare-recipe.ts';

beforeAll(() => tf.setBackend('cpu'));

const day = (seed: number) => pattern(90, 66, seed);
function night(seed: number): Picture {
  const { samples, ...size } = day(seed);
  return { ...size, samples: samples.map((sample, index) => (index % 270 < 12 ? 250 : sample / 12)) };
}

describe('the recipe that makes days of nights', () => {
  let run: RelightRun & { readonly made: string };
  let out: string;
  const prepared = (changes: Partial<RelightRun> = {}, onEvent: (event: TrainingEvent) => void = () => undefined) => prepareRecipe({ ...run, ...changes }, { out, onEvent });
  beforeEach(async () => {
    const place = await temporaryFolder();
    out = join(place, 'at-noon');
    const [a, b, made] = [join(place, 'day'), join(place, 'night'), join(place, 'made')];
    for (const folder of [out, a, b, made, join(made, '0'), join(made, '1')]) await mkdir(folder);
    for (const [index, scene] of ['harbour', 'square', 'bridge'].entries()) {
      await writeTiff(join(a, `${scene}-1.tif`), day(index + 1));
      await writeTiff(join(b, `${scene}-1.tif`), night(index + 1));
      if (scene !== 'square') for (const variant of ['0', '1']) await writeTiff(join(made, variant, `${scene}-1.tif`), night(index + 1));
    }
    const schedule = { batch: 1, steps: 100, placedSteps: 60, learningRate: 1e-3, averageDecay: 0.9, seed: 1 };
    run = { recipe: 'relight', a, b, made, photographs: null, heldOutScenes: ['bridge'], width: 4, discriminatorWidth: 2, brightens: true, size: 64, ...schedule };
  });

  it('measures held-out nights and writes a package that a training of its direction can start from', async () => {
    const events: TrainingEvent[] = [];
    const recipe = await prepared({}, (event) => events.push(event));
    if (!recipe.ok) throw new Error(recipe.error.message);
    // One day has made nights to learn from; two scenes have real ones.
    expect([recipe.value.pictures, recipe.value.heldOut]).toEqual([3, 1]);
    const random = seedRandom(1);
    const state = new Map(Object.values(recipe.value.steps).flatMap((step) => Object.entries(step.initialState(random))));
    const metrics = await recipe.value.evaluate(state, 0);
    if (!metrics.ok) throw new Error(metrics.error.message);
    expect(events).toContainEqual({ event: 'previewed', step: 0, what: 'ab', rows: [{ row: 'input', count: 1 }, { row: 'output', count: 1 }] });
    expect(Object.keys(metrics.value)).toEqual(['distance', 'brightenedDistance']);
    const folder = await recipe.value.exportModel(state, 7, metrics.value);
    const manifest = modelManifestSchema.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
    expect(manifest.looks?.map(({ name }) => name)).toEqual(['Day', 'harbour', 'square']);
    expect(manifest).toMatchObject({ task: 'translate', networks: [{ style: { settled: false } }], training: { network: { brightens: true } } });
    const open = { ...run, width: undefined, discriminatorWidth: undefined };
    expect(await basedRun(open, folder)).toMatchObject({ ok: true, value: { width: 4, brightens: true } });
    expect(await basedRun({ ...open, made: undefined, brightens: false }, folder)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    const { made, day: days } = await recipe.value.openSource(null).next();
    expect([made!.length, days!.length]).toEqual([1, 64 * 64 * 3]);
  });

  it('says what it misses', async () => {
    expect(await prepared({ heldOutScenes: ['tower'] })).toMatchObject({ ok: false, error: { message: expect.stringContaining('the scene “tower”') as string } });
    expect(await prepared({ heldOutScenes: ['harbour', 'bridge'] })).toMatchObject({ ok: false, error: { message: expect.stringContaining('is named as a day to learn from') as string } });
  });
});
