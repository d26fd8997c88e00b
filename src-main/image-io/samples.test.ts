/** @file Tests the sample photographs of src-shared/samples.ts. */
import { expect, it } from 'vitest';
import { operations } from '../../src-shared/operations/registry.ts';
import { type Sample, sampleNames, samples } from '../../src-shared/samples.ts';
import { sharp } from './libvips.ts';

it('has a photograph for every operation, with a mask of its size where one is needed', async () => {
  expect([...sampleNames].sort()).toEqual(operations.map(({ id }) => id).sort());
  for (const { id, needsMask } of operations) {
    const { file, mask }: Sample = samples[id as keyof typeof samples];
    const { width, height } = await sharp(`assets/samples/${file}`).metadata();
    expect(mask !== undefined, id).toBe(needsMask);
    if (mask) expect(mask.source).toMatchObject({ width, height });
  }
});
