import * as tf from '@tensorflow/tfjs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { modelManifestSchema } from '../../../src-shared/model.ts';
import { previewFile } from '../../../src-shared/preview-files.ts';
import type { RelightRun, TrainingEvent } from '../../../src-shared/trainer-messages.ts';
import { initialParameters, unpackParameters } from '../../networks/parameters.ts';
import { relightGenerator } from '../../networks/relight-generator.ts';
import { createTrainingSession } from '../../runtime/training-session.ts';
import type { Picture } from '../data/picture.ts';
import { pattern, temporaryFolder, writeTiff } from '../data/test-pictures.ts';
import { seedRandom } from '../random.ts';
import type { StateValues } from '../trainee.ts';
import { basedRun } from './base-package.ts';
import { relighterModel } from './export-relighter.ts';
import { prepareRelight } from './relight-recipe.ts';

beforeAll(() => tf.setBackend('cpu'));

describe('an exported relighter', () => {
  it('does what the generator does, at another size, and takes shares of its light', async () => {
    const network = relightGenerator({ width: 4 });
    const random = seedRandom(2);
    const values = initialParameters(network.specs, () => random.normal()).map((value) => value + 0.05 * random.normal());
    const { width, height, samples } = pattern(64, 48, 3);
    const picture = tf.div(tf.tensor4d(Array.from(samples), [1, height, width, 3]), 255) as tf.Tensor4D;
    const code = [0.2, -0.5, 0.8, 0.1];
    const shares = { ambient: tf.scalar(0.5), lights: tf.scalar(2) };
    const expected = tf.minimum(network.apply(unpackParameters(network.specs, tf.tensor1d(values)), picture, tf.tensor2d([code]), shares).picture, 1);
    const session = await createTrainingSession(relighterModel({ width: 4 }, values), 'cpu', 1);
    if (!session.ok) throw new Error(session.error.message);
    const planes = { shape: [1, 3, height, width], values: tf.transpose(picture, [0, 3, 1, 2]).dataSync() as Float32Array };
    const number = (value: number) => ({ shape: [], values: Float32Array.of(value) });
    const got = await session.value.run({ input: planes, style: { shape: [1, 4], values: Float32Array.from(code) }, ambient: number(0.5), lights: number(2) });
    await session.value.release();
    if (!got.ok) throw new Error(got.error.message);
    const output = tf.transpose(tf.tensor4d(got.value['output']!.values, [1, 3, height, width]), [0, 2, 3, 1]);
    expect(tf.max(tf.abs(tf.sub(output, expected))).dataSync()[0]).toBeLessThan(1e-4);
  });
});

describe('the relighting recipe', () => {
  let run: RelightRun;
  let out: string;
  const night = (seed: number): Picture => {
    const { samples, ...size } = pattern(90, 66, seed);
    return { ...size, samples: samples.map((sample, index) => (index % 270 < 12 ? 250 : sample / 12)) };
  };
  beforeEach(async () => {
    const place = await temporaryFolder();
    out = join(place, 'after-dark');
    const [a, b] = [join(place, 'day'), join(place, 'night')];
    for (const folder of [out, a, b]) await mkdir(folder);
    for (const [index, scene] of ['harbour', 'square', 'bridge'].entries()) {
      await writeTiff(join(a, `${scene}-1.tif`), pattern(90, 66, index + 1));
      await writeTiff(join(b, `${scene}-1.tif`), night(index + 1));
    }
    await writeTiff(join(b, 'square-2.tif'), night(9));
    const schedule = { batch: 1, steps: 100, placedSteps: 60, learningRate: 1e-3, averageDecay: 0.9, seed: 1 };
    run = { recipe: 'relight', a, b, photographs: null, heldOutScenes: ['bridge'], width: 4, discriminatorWidth: 2, brightens: false, size: 64, ...schedule };
  });

  it('measures held-out scenes and writes a package with a look for each of the others', async () => {
    const events: TrainingEvent[] = [];
    const recipe = await prepareRelight(run, { out, onEvent: (event) => events.push(event), start: null });
    if (!recipe.ok) throw new Error(recipe.error.message);
    const { steps, pictures, heldOut, learningRate } = recipe.value;
    expect([pictures, heldOut]).toEqual([5, 2]);
    expect(learningRate(0)).toBeCloseTo(1e-3 / 30, 8);
    expect([learningRate(40), learningRate(80)]).toEqual([1e-3, expect.closeTo(5e-4, 8)]);
    const random = seedRandom(1);
    const state = new Map(Object.values(steps).flatMap((step) => Object.entries(step.initialState(random) satisfies StateValues)));
    const metrics = await recipe.value.evaluate(state, 0);
    if (!metrics.ok) throw new Error(metrics.error.message);
    expect(events).toContainEqual({ event: 'previewed', step: 0, what: 'ab', rows: [{ row: 'input', count: 1 }, { row: 'output', count: 1 }, { row: 'heat', count: 1 }] });
    // One held-out day by the look of all nights and those of the two scenes that it learns from.
    expect(events).toContainEqual({ event: 'previewed', step: 0, what: 'looks', rows: [{ row: 'input', count: 3 }, { row: 'output', count: 3 }, { row: 'heat', count: 3 }], names: ['Night', 'harbour', 'square'] });
    const shown = (row: 'input' | 'output', index: number) => readFile(join(out, previewFile({ step: 0, what: 'looks', row, index })));
    expect((await shown('input', 2)).equals(await shown('input', 0))).toBe(true);
    expect((await shown('output', 2)).equals(await shown('output', 0))).toBe(false);
    expect(Object.keys(metrics.value)).toEqual(['distance', 'darkenedDistance', 'stops', 'structure']);
    expect(metrics.value['distance']).toBeLessThan(2 * metrics.value['darkenedDistance']!);
    const folder = await recipe.value.exportModel(state, 7, metrics.value);
    const manifest = modelManifestSchema.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
    expect(manifest.looks?.map(({ name }) => name)).toEqual(['Night', 'harbour', 'square']);
    expect(manifest.looks?.map(({ code }) => code.length)).toEqual([4, 4, 4]);
    expect(manifest).toMatchObject({ id: 'after-dark', task: 'translate', networks: [{ sizeMultiple: 16, style: { code: 'style', ambient: 'ambient', lights: 'lights', settled: true } }] });
    expect(await basedRun({ ...run, width: undefined, discriminatorWidth: undefined, brightens: undefined }, folder)).toMatchObject({ ok: true, value: { width: 4, discriminatorWidth: 2, base: { id: 'after-dark' } } });
    const { a, b, batch, learningRate: peak, averageDecay, seed, size, steps: length } = run;
    const weights = { identity: 1, contrast: 1, patches: 4 };
    const translation = { recipe: 'cut', a, b, batch, size, steps: length, learningRate: peak, averageDecay, seed, augmented: false, ...weights } as const;
    expect(await basedRun(translation, folder)).toMatchObject({ ok: false, error: { message: 'The model “after-dark” is of another kind than what imago train cut makes.' } });
    const { day, code } = await recipe.value.openSource(null).next();
    expect([day!.length, code!.length]).toEqual([64 * 64 * 3, 4]);
  });

  it('sets pictures aside where no scene is named, and shows some that it learns from where there are few', async () => {
    const few = await prepareRelight({ ...run, heldOutScenes: [] }, { out, onEvent: () => undefined, start: null });
    expect(few).toMatchObject({ ok: true, value: { pictures: 7, heldOut: 0 } });
    for (let index = 0; index < 12; index++) {
      await writeTiff(join(run.a, `day ${index}.tif`), pattern(90, 66, index + 20));
      await writeTiff(join(run.b, `night ${index}.tif`), night(index + 20));
    }
    expect(await prepareRelight({ ...run, heldOutScenes: [] }, { out, onEvent: () => undefined, start: null })).toMatchObject({ ok: true, value: { pictures: 29, heldOut: 2 } });
  });

  it('says which held-out scene it does not find', async () => {
    const recipe = await prepareRelight({ ...run, heldOutScenes: ['tower'] }, { out, onEvent: () => undefined, start: null });
    expect(recipe).toMatchObject({ ok: false, error: { code: 'bad-request', message: expect.stringContaining('the scene “tower”') as string } });
  });
});
