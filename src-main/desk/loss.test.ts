import { describe, expect, it } from 'vitest';
import type { Job } from '../../src-shared/ipc.ts';
import { recipeSchema } from '../../src-shared/recipe.ts';
import { describeLoss } from './loss.ts';

const recipe = recipeSchema.parse({ version: 1, steps: [{ operation: 'upscale' }] });
const job = (state: Job['state']): Job => ({ id: 'j', pictureId: 'p', recipe, state });
const details = { width: 8, height: 6, device: 'cpu', model: 'quick', tile: 64, tiles: 1, durationMs: 3, networkMs: 2, notes: [] } as const;
const done = (savedTo: string | null) => job({ kind: 'done', stages: [{ id: 's', details: { ...details, notes: [] }, pyramid: { width: 8, height: 6 } }], savedTo });

describe('describeLoss', () => {
  it('is silent where everything is saved, cancelled or failed', () => {
    expect(describeLoss([done('/a.png'), job({ kind: 'cancelled', stages: [] })])).toBeNull();
  });
  it('counts unsaved results', () => {
    expect(describeLoss([done(null)])).toMatch(/^1 result is/);
    expect(describeLoss([done(null), done('/a.png'), done(null)])).toMatch(/^2 results are/);
  });
  it('names a waiting job as running', () => {
    expect(describeLoss([job({ kind: 'waiting' }), done(null)])).toMatch(/still running, and 1 result/);
  });
});
