import { describe, expect, it } from 'vitest';
import type { Job } from '../../src-shared/ipc.ts';
import { recipeSchema } from '../../src-shared/recipe.ts';
import { trackQueueProgress } from './queue-progress.ts';

const recipe = recipeSchema.parse({ version: 1, steps: [{ operation: 'upscale' }] });
const job = (id: string, state: Job['state']): Job => ({ id, pictureId: id, recipe, state });
const waiting = { kind: 'waiting' } as const;
const running = (done: number) => ({ kind: 'running', progress: { phase: 'run', done }, stages: [] }) as const;
const cancelled = { kind: 'cancelled', stages: [] } as const;

describe('trackQueueProgress', () => {
  it('counts every job since the queue was empty', () => {
    const progress = trackQueueProgress();
    expect(progress([])).toBeNull();
    expect(progress([job('a', running(0.5))])).toBe(0.5);
    expect(progress([job('a', running(0.5)), job('b', waiting)])).toBe(0.25);
    expect(progress([job('a', cancelled), job('b', running(0.5))])).toBe(0.75);
    expect(progress([job('b', running(0.6))])).toBe(0.8);
    expect(progress([job('b', cancelled)])).toBeNull();
    expect(progress([job('b', cancelled), job('c', running(0.1))])).toBe(0.1);
  });
});
