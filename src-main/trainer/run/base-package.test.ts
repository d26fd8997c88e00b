import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ModelManifest } from '../../../src-shared/model.ts';
import type { CutRun, CycleganRun, InpaintingRun, PlannedRun, SuperResolutionRun, TrainingRun } from '../../../src-shared/trainer-messages.ts';
import { pattern, temporaryFolder, writeTiff } from '../data/test-pictures.ts';
import { seedRandom } from '../random.ts';
import type { StateValues } from '../trainee.ts';
import { basedRun, loadBase } from './base-package.ts';
import { prepareRecipe } from './prepare-recipe.ts';

/** One of twelve is held out. */
let data: string;
let place: string;
beforeEach(async () => {
  place = await temporaryFolder();
  data = join(place, 'photographs');
  await mkdir(data);
  for (let index = 1; index <= 12; index++) await writeTiff(join(data, `${index}.tif`), pattern(44 + index, 60 - index, index));
});

const schedule = { batch: 1, steps: 10, learningRate: 1e-3, averageDecay: 0.9 };
const upscaling = (): SuperResolutionRun => {
  const network = { scale: 2, width: 5, depth: 2, activation: 'prelu', filters: 'collapsible', longSkip: true } as const;
  return { recipe: 'super-resolution', data, ...network, loss: 'l1', size: 8, ...schedule, seed: 3 };
};
const translation = { width: 2, blocks: 1, upsampling: 'resize', discriminatorWidth: 3, augmented: false, identity: 1, size: 32, ...schedule } as const;
const thereAndBack = (): CycleganRun => ({ recipe: 'cyclegan', a: data, b: data, ...translation, cycle: 10, seed: 4 });
const oneWay = (): CutRun => ({ recipe: 'cut', a: data, b: data, ...translation, contrast: 1, patches: 4, seed: 5 });
const inpainting = (): InpaintingRun => {
  const network = { width: 2, dilations: [2, 3], discriminatorWidth: 3 };
  return { recipe: 'inpainting', data, ...network, size: 32, hole: 6, adversarial: 0.1, faithfulShare: 0.5, ...schedule, seed: 6 };
};

function expectOk<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** A run before its first step: what it starts from, and how good that is. Without a base, as if a little was learnt. */
async function begun(run: TrainingRun, name: string) {
  const out = join(place, name);
  await mkdir(out);
  const recipe = expectOk(await prepareRecipe(run, { out, onEvent: () => undefined }));
  const random = seedRandom(run.seed);
  const state: StateValues = Object.assign({}, ...Object.values(recipe.steps).map((step) => step.initialState(random))) as StateValues;
  if (!run.base) for (const { values: drawn } of Object.values(state)) drawn.forEach((value, index) => (drawn[index] = value + 0.01 * random.normal()));
  const metrics = expectOk(await recipe.evaluate(new Map(Object.entries(state)), 0));
  return { state, metrics, exported: () => recipe.exportModel(new Map(Object.entries(state)), 7, metrics) };
}

const planned = (run: SuperResolutionRun, more: Partial<SuperResolutionRun> = {}): PlannedRun => ({ ...run, scale: undefined, width: undefined, depth: undefined, filters: undefined, ...more });
const values = ({ state }: { readonly state: StateValues }, name: string) => state[name]!.values;
/** What goes on of a network. */
const left = ({ state }: { readonly state: StateValues }, name: string) => (state[`${name}.average`] ?? state[name]!).values;

async function changeManifest(folder: string, change: (manifest: ModelManifest) => ModelManifest): Promise<void> {
  const path = join(folder, 'manifest.json');
  await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, 'utf8')) as ModelManifest)));
}

describe('an upscaler that starts from another', () => {
  it('starts as good as its base, whose network it has, and says what that was', async () => {
    const first = await begun(upscaling(), 'first');
    const folder = await first.exported();
    const run = expectOk(await basedRun(planned({ ...upscaling(), seed: 99 }), folder));
    expect(run).toMatchObject({ width: 5, depth: 2, filters: 'collapsible', base: { id: 'first', folder } });
    const second = await begun(run, 'second');
    expect(second.metrics).toEqual(first.metrics);
    expect(values(second, 'upscaler')).toEqual(values(first, 'upscaler.average'));
    expect(values(await begun({ ...upscaling(), seed: 99 }, 'third'), 'upscaler')).not.toEqual(values(first, 'upscaler.average'));
    const { provenance, training } = JSON.parse(await readFile(join(await second.exported(), 'manifest.json'), 'utf8')) as ModelManifest;
    expect(provenance.source).toBe('imago train super-resolution, based on first');
    expect(training?.base).toEqual({ id: 'first', sha256: run.base!.sha256 });
  });

  it('takes filters from the network itself where a package has no more', async () => {
    const first = await begun(upscaling(), 'first');
    const folder = await first.exported();
    await rm(join(folder, 'training.bin'));
    const missing = await basedRun(planned(upscaling()), folder);
    expect(missing).toMatchObject({ ok: false, error: { code: 'model-missing', message: 'The model “first” is not whole: training.bin is missing.' } });
    await changeManifest(folder, ({ training, ...manifest }) => ({ ...manifest, training: { ...training!, weights: undefined } }));
    const run = expectOk(await basedRun(planned(upscaling()), folder));
    expect(run).toMatchObject({ width: 5, depth: 2, filters: 'plain' });
    // In 16 bits.
    const { metrics } = await begun(run, 'second');
    expect(metrics['psnr']).toBeCloseTo(first.metrics['psnr']!, 2);
    expect(await basedRun(planned(upscaling(), { filters: 'collapsible' }), folder)).toMatchObject({ ok: false, error: { message: expect.stringContaining('has filters plain, not collapsible') as string } });
  });

  it('may have another scale', async () => {
    const folder = await (await begun(upscaling(), 'first')).exported();
    const run = expectOk(await basedRun(planned(upscaling(), { scale: 4 }), folder));
    const second = await begun(run, 'second');
    expect(second.metrics['psnr']).toBeGreaterThan(0);

    // One package with both: a run starts from the network of its scale, where there is one.
    const other = await second.exported();
    const [network] = (JSON.parse(await readFile(join(other, 'manifest.json'), 'utf8')) as ModelManifest).networks;
    await copyFile(join(other, 'x4.onnx'), join(folder, 'x4.onnx'));
    await changeManifest(folder, ({ networks, training, ...manifest }) => ({ ...manifest, networks: [...networks, network!], training: { ...training!, weights: undefined } }));
    const again = await begun(expectOk(await basedRun(planned(upscaling(), { scale: 4 }), folder)), 'again');
    expect(again.metrics['psnr']).toBeCloseTo(second.metrics['psnr']!, 2);
    expect(expectOk(await basedRun(planned(upscaling(), { scale: 3 }), folder)).base).toEqual(run.base);
  });

  it('may be deeper where its filters are plain, and starts as good', async () => {
    const first = await begun({ ...upscaling(), filters: 'plain' }, 'first');
    const folder = await first.exported();
    const second = await begun(expectOk(await basedRun(planned(upscaling(), { depth: 5 }), folder)), 'second');
    expect(second.state['upscaler']!.values.length).toBeGreaterThan(first.state['upscaler']!.values.length);
    expect(second.metrics['psnr']).toBeCloseTo(first.metrics['psnr']!, 6);
    expect(await basedRun(planned(upscaling(), { depth: 1 }), folder)).toMatchObject({ ok: false, error: { message: expect.stringContaining('has depth 2, not 1') as string } });
    const collapsible = await (await begun(upscaling(), 'third')).exported();
    expect(await basedRun(planned(upscaling(), { depth: 5 }), collapsible)).toMatchObject({ ok: false, error: { message: expect.stringContaining('has depth 2, not 5') as string } });
  });
});

it('a translation takes generators and discriminators of its direction', async () => {
  const first = await begun(thereAndBack(), 'first');
  const forward = await first.exported();
  const there = await begun(expectOk(await basedRun({ ...thereAndBack(), seed: 9 }, forward)), 'there');
  for (const name of ['generatorAb', 'generatorBa', 'discriminatorA', 'discriminatorB']) expect(values(there, name)).toEqual(left(first, name));
  const turned = await begun(expectOk(await basedRun({ ...thereAndBack(), seed: 9 }, `${forward}-back`)), 'turned');
  expect(values(turned, 'generatorAb')).toEqual(left(first, 'generatorBa'));
  expect(values(turned, 'discriminatorB')).toEqual(left(first, 'discriminatorA'));
  const cut = await begun(expectOk(await basedRun({ ...oneWay(), seed: 9 }, forward)), 'cut');
  expect(values(cut, 'generator.average')).toEqual(left(first, 'generatorAb'));
  expect(values(cut, 'discriminator')).toEqual(left(first, 'discriminatorB'));
});

it('an inpainter takes what its spectral filters carry over, too', async () => {
  const first = await begun(inpainting(), 'first');
  const second = await begun(expectOk(await basedRun({ ...inpainting(), seed: 9 }, await first.exported())), 'second');
  for (const name of ['inpainter', 'discriminator', 'discriminator.buffers']) expect(values(second, name)).toEqual(left(first, name));
  expect(second.metrics['psnr']).not.toBeNaN();
});

describe('a base that does not fit', () => {
  it('is refused in plain words', async () => {
    const folder = await (await begun(upscaling(), 'first')).exported();
    expect(await basedRun(planned(upscaling(), { width: 6 }), folder)).toMatchObject({
      ok: false,
      error: { code: 'bad-request', message: 'The model “first” has width 5, not 6, and a training cannot change that.', advice: 'Leave width out, or start without a base.' },
    });
    expect(await basedRun(inpainting(), folder)).toMatchObject({ ok: false, error: { message: 'The model “first” learnt to enlarge, so no training to fill holes can start from it.' } });
    expect(await basedRun(upscaling(), join(place, 'nowhere'))).toMatchObject({ ok: false, error: { code: 'model-missing' } });
    const bytes = await readFile(join(folder, 'training.bin'));
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(join(folder, 'training.bin'), bytes);
    expect(await basedRun(upscaling(), folder)).toMatchObject({ ok: false, error: { code: 'model-tampered', message: 'The file training.bin of the model “first” is damaged.' } });
  });

  it('is noticed where it changed after the run was described', async () => {
    const folder = await (await begun(upscaling(), 'first')).exported();
    const { base } = expectOk(await basedRun(upscaling(), folder));
    expect((await loadBase(base!)).ok).toBe(true);
    expect(await loadBase({ ...base!, sha256: '0'.repeat(64) })).toMatchObject({ ok: false, error: { message: expect.stringContaining('has changed since this run was started') as string } });
  });
});
