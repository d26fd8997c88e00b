import { describe, expect, it } from 'vitest';
import { recipeSchema } from '../../src-shared/recipe.ts';
import type { DoneJob } from '../stores/jobs.ts';
import { estimateDuration } from './estimate.ts';

const run = (parameters: Record<string, string | number>, durationMs: number) => {
  const details = { width: 1, height: 1, device: 'cpu' as const, model: 'm', tile: 64, tiles: 1, durationMs, networkMs: 1, notes: [] };
  const job: DoneJob = {
    id: 'j',
    pictureId: 'p',
    recipe: recipeSchema.parse({ version: 1, steps: [{ operation: 'upscale', parameters }] }),
    state: { kind: 'done', details, pyramid: { width: 1, height: 1 }, savedTo: null },
  };
  return { job, source: { width: 100, height: 50 } };
};

describe('estimateDuration', () => {
  it('scales the pace of the newest like run with the number of pixels', () => {
    const past = [run({ model: 'quick', scale: 2 }, 700), run({ model: 'quick', scale: 2 }, 500), run({ model: 'quick', scale: 4 }, 900)];
    expect(estimateDuration({ width: 300, height: 100 }, { scale: 2, model: 'quick' }, past)).toBe(3000);
  });
  it('knows nothing of parameters that never ran', () => {
    expect(estimateDuration({ width: 3, height: 4 }, { scale: 8, model: 'quick' }, [run({ model: 'quick', scale: 2 }, 700)])).toBeUndefined();
  });
});
