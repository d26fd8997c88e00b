import { describe, expect, it } from 'vitest';
import type { Job } from '../../src-shared/ipc.ts';
import { recipeSchema } from '../../src-shared/recipe.ts';
import { describeLoss } from './loss.ts';

const recipe = recipeSchema.parse({ version: 1, steps: [{ operation: 'upscale' }] });
const job = (state: Job['state']): Job => ({ id: 'j', pictureId: 'p', recipe, state });
const details = { width: 8, height: 6, device: 'cpu', model: 'quick', tile: 64, tiles: 1, durationMs: 3, networkMs: 2, notes: [] } as const;
const done = (savedTo: string | null) => job({ kind: 'done', stages: [{ id: 's', details: { ...details, notes: [] }, pyramid: { width: 8, height: 6 } }], savedTo });

describe('describeLoss', () => {
  it('is silent where nothing runs: results are there at the next start', () => {
    expect(describeLoss([done('/a.png'), done(null), job({ kind: 'cancelled', stages: [] })])).toBeNull();
  });
  it.each([{ kind: 'waiting' }, { kind: 'running', progress: { phase: 'run', done: 0.5 }, stages: [] }] as const)('names a job that is $kind', (state) => {
    expect(describeLoss([done(null), job(state)])).toMatch(/still running/);
  });
});
