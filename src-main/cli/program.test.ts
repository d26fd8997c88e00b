import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { defaultParameters } from '../../src-shared/operations/operation.ts';
import { translate } from '../../src-shared/operations/translate.ts';
import { createProgram } from './program.ts';

async function parse(...args: string[]): Promise<unknown[]> {
  const called: unknown[] = [];
  const note =
    (name: string) =>
    async (...values: unknown[]): Promise<void> => {
      called.push(name, ...values);
    };
  const program = createProgram('1.2.3', {
    run: note('run'),
    batch: note('batch'),
    work: note('work'),
    inspect: note('inspect'),
    listModels: note('list'),
    verifyModels: note('verify'),
    importModel: note('import'),
    exportModel: note('export'),
    removeModel: note('remove'),
    devices: note('devices'),
    train: note('train'),
    deviceFor: (choice) => Promise.resolve(choice === 'auto' ? 'cpu' : choice),
    check: note('check'),
  });
  program.configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  for (const command of program.commands.flatMap((each) => [each, ...each.commands])) command.configureOutput({ writeErr: () => undefined });
  await program.parseAsync(['node', 'imago', ...args]);
  return called;
}

describe('the imago command', () => {
  it('fills in what is not said', async () => {
    const defaults = { out: 'o', device: 'auto', format: 'keep', overwrite: false, provenance: true };
    const step = { operation: 'upscale', parameters: { scale: 2, model: 'faithful' } };
    expect(await parse('upscale', 'a', 'b', '--out', 'o')).toEqual(['run', ['a', 'b'], { ...defaults, step }]);
    const standard = { operation: 'translate', parameters: defaultParameters(translate) };
    expect(await parse('translate', 'a', '--out', 'o')).toEqual(['run', ['a'], { ...defaults, step: standard }]);
    expect(await parse('models')).toEqual(['list']);
    expect(await parse('check', '--a', 'x')).toEqual(['check', { a: 'x', size: 128, json: false }]);
    expect(await parse('devices', '--refresh')).toEqual(['devices', true]);
  });

  it('takes every option', async () => {
    const said = ['--tile', '96', '--device', 'webgpu', '--format', 'avif', '--overwrite', '--no-provenance', '--json'];
    const options = { out: 'o', tile: 96, device: 'webgpu', format: 'avif', overwrite: true, provenance: false };
    const step = { operation: 'upscale', parameters: { scale: 8, model: 'sharp' } };
    expect(await parse('upscale', 'a', '-o', 'o', '--scale', '8', '--model', 'sharp', ...said)).toEqual(['run', ['a'], { ...options, step }]);
    const parameters = { model: 'dusk', look: 'White city', strength: 70, ambient: 150, lights: 7, detail: 'repaint', protect: 'both' };
    const shares = ['--strength', '70%', '--ambient', '1.5', '--lights', '0.07'];
    const translated = await parse('translate', 'a', '-o', 'o', '-m', 'dusk', '--look', 'White city', ...shares, '--detail', 'repaint', '--protect', 'both', '--mask', 'm/{name}.png', ...said);
    const mask = { source: { kind: 'file', path: 'm/{name}.png', channel: 'luma', fit: false }, inverted: false, grow: 0, feather: 0 };
    expect(translated).toEqual(['run', ['a'], { ...options, step: { operation: 'translate', parameters, mask } }]);
    const masked = async (...words: string[]) => ((await parse('translate', 'a', '-o', 'o', ...words)) as [string, string[], { step: { mask: unknown } }])[2].step.mask;
    expect(await masked('--mask', 'people', '--invert-mask')).toEqual({ ...mask, source: { kind: 'people' }, inverted: true });
    expect(await masked('--mask', 'm/{name}.png', '--fit-mask')).toEqual({ ...mask, source: { ...mask.source, fit: true } });
  });

  it('fits translations to the device', async () => {
    const named = ['train', 'cyclegan', '--a', '/x', '--b', '/y', '--out', '/o'];
    expect(await parse(...named)).toMatchObject(['train', { out: '/o', device: 'auto', run: { recipe: 'cyclegan', a: '/x', b: '/y', size: 128, width: 32, blocks: 6, cycle: 10, identity: 5 } }]);
    expect(await parse(...named, '--device', 'cuda', '--blocks', '7')).toMatchObject(['train', { device: 'cuda', run: { size: 256, width: 64, discriminatorWidth: 64, blocks: 7 } }]);
  });

  it('takes every kind of training', async () => {
    const cut = ['train', 'cut', '--a', '/x', '--b', '/y', '--out', '/o', '--contrast', '10', '--identity', '0', '--augment', '--resume'];
    expect(await parse(...cut)).toMatchObject(['train', { resume: true, run: { recipe: 'cut', contrast: 10, identity: 0, patches: 256, augmented: true } }]);
    expect(await parse('train', 'inpainting', '--data', '/x', '--out', '/o', '--size', '64')).toMatchObject(['train', { run: { recipe: 'inpainting', data: '/x', size: 64, faithfulShare: 0.5 } }]);
    const relight = ['train', 'relight', '--day', '/x', '--night', '/y', '--out', '/o'];
    expect(await parse(...relight)).toMatchObject(['train', { run: { recipe: 'relight', a: '/x', b: '/y', photographs: null, heldOutScenes: [], width: 24, size: 128, steps: 20_000, placedSteps: 13_334 } }]);
    expect(await parse(...relight, '--photos', '/z', '--hold-out', 'harbour,square', '--width', '16')).toMatchObject(['train', { run: { photographs: '/z', heldOutScenes: ['harbour', 'square'], width: 16 } }]);
    expect(await parse(...relight)).not.toHaveProperty('[1].run.made');
    expect(await parse(...relight, '--made', '/m')).toMatchObject(['train', { run: { recipe: 'relight', made: '/m', brightens: true } }]);
    const upscaler = ['train', 'super-resolution', '--data', '/x', '--out', '/o'];
    expect(await parse(...upscaler, '--checkpoint-steps', '9')).toMatchObject(['train', { checkpointSteps: 9, run: { scale: 2, sharpness: undefined } }]);
    expect(await parse(...upscaler, '--adversarial', '0.01', '--faithful-share', '0.25')).toMatchObject(['train', { run: { sharpness: { weight: 0.01, faithfulShare: 0.25 }, degraded: false } }]);
    expect(await parse(...upscaler, '--base', 'faithful', '--agreement', '0.9', '--luma', '0.75')).toMatchObject(['train', { base: 'faithful', run: { agreement: 0.9, luma: 0.75 } }]);
    expect(await parse(...upscaler, '--restore')).toMatchObject(['train', { run: { degraded: true } }]);
  });

  it('leaves open what a base says of the network', async () => {
    const named = ['train', 'super-resolution', '--data', '/x', '--out', '/o'];
    expect(await parse(...named)).toMatchObject(['train', { base: null, run: { width: 48, depth: 6, filters: 'plain', longSkip: true } }]);
    const [, request] = await parse(...named, '--base', 'faithful', '--depth', '7');
    expect(request).toMatchObject({ base: 'faithful', run: { recipe: 'super-resolution', depth: 7, size: 48 } });
    expect(JSON.parse(JSON.stringify(request))).not.toHaveProperty('run.width');
    const [, translation] = await parse('train', 'cut', '--a', '/x', '--b', '/y', '--out', '/o', '--base', './day-night');
    expect(JSON.parse(JSON.stringify(translation))).not.toHaveProperty('run.discriminatorWidth');
    expect(await parse('train', 'inpainting', '--data', '/x', '--out', '/o', '--width', '8')).toMatchObject(['train', { run: { width: 8, discriminatorWidth: 16 } }]);
  });

  it.each([
    ['upscale', 'a'],
    ['upscale', '--out', 'o'],
    ['upscale', 'a', '--out', 'o', '--scale', '5'],
    ['upscale', 'a', '--out', 'o', '--tile', '31'],
    ['upscale', 'a', '--out', 'o', '--tile', '64.5'],
    ['upscale', 'a', '--out', 'o', '--device', 'abacus'],
    ['upscale', 'a', '--out', 'o', '--format', 'gif'],
    ['upscale', 'a', '--out', 'o', '--mask', 'm.png'],
    ['translate', 'a', '--out', 'o', '--strength', '1.01'],
    ['translate', 'a', '--out', 'o', '--strength', '-1%'],
    ['translate', 'a', '--out', 'o', '--lights', ''],
    ['translate', 'a', '--out', 'o', '--lights', 'many'],
    ['translate', 'a', '--out', 'o', '--detail', 'some'],
    ['paint'],
    ['check', '--b', 'x'],
    ['train', 'inpainting', '--data', 'x', '--out', 'o', '--size', '66'],
    ['train', 'relight', '--day', 'x', '--night', 'x', '--out', 'o', '--size', '72'],
    ['train', 'relight', '--day', 'x', '--night', 'x', '--out', 'o', '--width', '10'],
    ['train', 'cut', '--a', 'x', '--b', 'x', '--out', 'o', '--steps', '1.5'],
    ['inspect'],
  ])('refuses %s %s %s %s %s %s', async (...args) => {
    await expect(parse(...args)).rejects.toBeInstanceOf(CommanderError);
  });
});
