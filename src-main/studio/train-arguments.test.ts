import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TrainingDefinition } from '../../src-shared/training-definition.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { effectiveSettings, requestFrom, shellLine, trainArguments } from './train-arguments.ts';

const translate: TrainingDefinition = { name: 'Day to night', goal: 'translate', a: '/pictures/day', b: '/pictures/Abend é', base: null, quality: 'good', device: 'auto', excluded: [], advanced: {} };
const upscale: TrainingDefinition = { ...translate, goal: 'upscale', b: null };
const on = (accelerated: boolean) => ({ accelerated, out: '/runs/one', excludeFrom: null });

/** As a POSIX shell splits a line. */
const split = (line: string): string[] => [...line.matchAll(/(?:'[^']*'|\\'|[^\s'\\])+/g)].map(([word]) => word.replace(/'([^']*)'|\\(')/g, '$1$2'));

describe('trainArguments', () => {
  it.each<[string, TrainingDefinition, object]>([
    ['the level of a translation', translate, { recipe: 'cyclegan', size: 128, width: 32, blocks: 6, steps: 40_000, cycle: 10, identity: 5, augmented: false, batch: 1 }],
    ['another method and weights', { ...translate, advanced: { method: 'cut', contrast: 3, identity: 0, augment: true, cycle: 9 } }, { recipe: 'cut', contrast: 3, identity: 0, augmented: true }],
    ['an upscaler', { ...upscale, quality: 'quick', advanced: { scale: 4, restore: true, depth: 3 } }, { recipe: 'super-resolution', scale: 4, degraded: true, depth: 3, width: 32, size: 32, steps: 5000 }],
    ['an inpainter', { ...upscale, goal: 'fill', quality: 'best', advanced: { adversarial: 0, seed: 7 } }, { recipe: 'inpainting', width: 24, size: 160, adversarial: 0, seed: 7 }],
    ['a relighting, at sizes that it takes', { ...translate, advanced: { method: 'relight', size: 100, width: 10 } }, { recipe: 'relight', a: resolve('/pictures/day'), b: resolve('/pictures/Abend é'), size: 96, width: 12, steps: 6000, photographs: null }],
    ['a tiny run', { ...translate, advanced: { size: 32, width: 8, depth: 1, steps: 12, learningRate: 1e-3, checkpointSteps: 4 } }, { size: 32, width: 8, blocks: 1, steps: 12, learningRate: 0.001, discriminatorWidth: 8 }],
  ])('gives %s', async (_, definition, run) => {
    const request = await requestFrom(trainArguments(definition, on(false)));
    expect(request).toMatchObject({ ok: true, value: { run, out: resolve('/runs/one'), device: 'auto', resume: false } });
  });

  it('leaves to the base what the base fixes', async () => {
    const definition: TrainingDefinition = { ...upscale, base: 'faithful', advanced: { width: 99 } };
    expect(effectiveSettings(definition, true)).not.toHaveProperty('width');
    const request = await requestFrom(trainArguments(definition, on(true)));
    expect(request).toMatchObject({ ok: true, value: { base: 'faithful', run: { width: undefined, depth: undefined, scale: undefined } } });
  });

  it('goes on from a relighter by its method', async () => {
    const definition: TrainingDefinition = { ...translate, base: 'day-to-night', advanced: { method: 'relight' } };
    expect(await requestFrom(trainArguments(definition, on(false)))).toMatchObject({ ok: true, value: { base: 'day-to-night', run: { recipe: 'relight', width: undefined, placedSteps: 1 } } });
  });

  it('takes larger networks where there is more than the CPU', () => {
    expect(effectiveSettings(translate, true)).toMatchObject({ size: 256, width: 64, depth: 9 });
    expect(effectiveSettings(translate, false)).toMatchObject({ size: 128, width: 32, depth: 6 });
  });

  it('leaves files out that a list names', async () => {
    const list = join(await temporaryFolder(), 'excluded.txt');
    await writeFile(list, '/pictures/day/1.png\n/pictures/day/é 2.png\n');
    const request = await requestFrom(trainArguments(translate, { ...on(false), excludeFrom: list }));
    expect(request).toMatchObject({ ok: true, value: { run: { excluded: ['/pictures/day/1.png', '/pictures/day/é 2.png'] } } });
    expect(await requestFrom(trainArguments(translate, { ...on(false), excludeFrom: `${list}.gone` }))).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });

  it('says what cannot be', async () => {
    expect(await requestFrom(trainArguments({ ...translate, advanced: { size: 34 } }, on(false)))).toMatchObject({ ok: false, error: { message: expect.stringContaining('multiple of 4') as string } });
  });
});

describe('shellLine', () => {
  it('is parsed as the same request', async () => {
    const words = trainArguments({ ...translate, a: "/my pictures/it's day", advanced: { learningRate: 3e-5 } }, on(false));
    const line = shellLine(words, 'linux');
    expect(line).toContain(`'/my pictures/it'\\''s day'`);
    expect(await requestFrom(split(line))).toEqual(await requestFrom(words));
  });

  it('quotes for Windows', () => {
    expect(shellLine(['--a', 'C:\\My Pictures'], 'win32')).toBe('--a "C:\\My Pictures"');
  });
});
