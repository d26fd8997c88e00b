import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ModelManifest } from '../../src-shared/model.ts';
import { alikeGroups } from '../trainer/doctor/studio-report.ts';
import { basesFor, canBegin } from './bases.ts';
import { bestOf } from './checkpoints.ts';
import { freeId } from './make-model.ts';
import { fileOfAddress } from './training-files.ts';

it('proposes the best checkpoint whose weights are there', () => {
  const at = (step: number, value: number | null, usable = true) => ({ step, usable, bytes: 0, judges: false, previews: true, metrics: value === null ? {} : { psnr: value } });
  const checkpoints = [at(1, 20), at(2, 40, false), at(3, 30), at(4, null)];
  expect(bestOf(checkpoints, { name: 'psnr', better: 'higher' })).toBe(3);
  expect(bestOf(checkpoints, { name: 'psnr', better: 'lower' })).toBe(1);
  expect(bestOf([at(4, null)], { name: 'psnr', better: 'lower' })).toBeNull();
});

it('names a model after what the user calls it', () => {
  expect(freeId('Été à Paris!', new Set())).toBe('ete-a-paris');
  expect(freeId('夜', new Set(['model']))).toBe('model-2');
  expect(freeId('Night', new Set(['night', 'night-2']))).toBe('night-3');
});

it('lets a training begin only from networks of its own kind', () => {
  const model = (network: string | null, source = 'elsewhere') =>
    ({ task: 'upscale', provenance: { source, version: '1' }, ...(network ? { training: { network: { kind: network }, weights: 'training.bin' } } : {}) }) as unknown as ModelManifest;
  expect(canBegin(model('resnet-generator'), 'translate')).toBe(true);
  expect(canBegin(model('resnet-generator'), 'fill')).toBe(false);
  const relighter = (brightens: boolean) => ({ task: 'translate', provenance: { source: 'elsewhere', version: '1' }, training: { network: { kind: 'relight-generator', brightens } } }) as unknown as ModelManifest;
  expect([canBegin(relighter(false), 'translate'), canBegin(relighter(true), 'translate')]).toEqual([true, false]);
  expect(canBegin(model(null, 'imago train super-resolution'), 'upscale')).toBe(true);
  expect(canBegin(model(null), 'upscale')).toBe(false);
});

it('offers what came with Imago, and tells which of it relights', async () => {
  const directories = [join(import.meta.dirname, '..', '..', 'models')];
  expect((await basesFor('translate', directories)).map(({ model: { id }, relights }) => [id, relights])).toEqual([['day-to-night', true]]);
  expect((await basesFor('upscale', directories)).map(({ model: { id } }) => id)).toContain('faithful');
  expect(await basesFor('fill', directories)).toEqual([]);
});

it('puts each picture into one group of alikes', () => {
  const pairs = [['a', 'b'], ['a', 'c'], ['b', 'c'], ['d', 'copy'], ['e', 'f']] as const;
  expect(alikeGroups(pairs, new Set(['copy']))).toEqual([['a', 'b', 'c'], ['e', 'f']]);
});

it('serves nothing but pictures of the studio', () => {
  const id = '0b8e7f0a-1111-4222-8333-944455556666';
  const folders = { trainings: '/t', examinations: '/e' };
  expect(fileOfAddress(`/${id}/previews/step-000000100/ab-heat-3.png`, folders)).toMatch(/ab-heat-3\.png$/);
  expect(fileOfAddress(`/${id}/doctor/12.webp`, folders)).toMatch(/12\.webp$/);
  for (const path of [`/${id}/training.json`, `/${id}/previews/../training.json`, `/${id}/doctor/../../x.webp`, '/x/doctor/1.webp']) expect(fileOfAddress(path, folders)).toBeNull();
});
