import { describe, expect, it } from 'vitest';
import { failure } from '../../src-shared/failure.ts';
import type { Job, Picture, Stage } from '../../src-shared/ipc.ts';
import { recipeSchema } from '../../src-shared/recipe.ts';
import { pictureStatus } from './picture-status.ts';

const recipe = recipeSchema.parse({ version: 1, steps: [{ operation: 'upscale' }] });
const open = { id: 'p', path: '/p.png', name: 'p.png', state: { kind: 'open' } } as unknown as Picture;
const job = (state: Job['state']): Job => ({ id: 'j', pictureId: 'p', recipe, state });
const result = { id: 's' } as Stage;
const failed = job({ kind: 'failed', failure: failure('out-of-memory', 'No room.'), remedies: [], stages: [] });
const of = (known: Partial<Parameters<typeof pictureStatus>[0]>) => pictureStatus({ picture: open, job: undefined, result: undefined, saved: false, ...known });

describe('pictureStatus', () => {
  it('tells whether the picture itself is there', () => {
    expect(of({ picture: { ...open, state: { kind: 'opening' } } })).toBe('opening');
    expect(of({})).toBe('open');
  });
  it('tells of a job before its result', () => {
    expect(of({ job: job({ kind: 'waiting' }), result, saved: true })).toBe('waiting');
    expect(of({ job: job({ kind: 'running', progress: { phase: 'run', done: 0.5 }, stages: [] }) })).toBe('running');
    expect(of({ job: failed })).toBe('jobFailed');
  });
  it('lets a result stand over an earlier failure', () => {
    expect(of({ job: failed, result })).toBe('done');
    expect(of({ job: failed, result, saved: true })).toBe('saved');
    expect(of({ job: job({ kind: 'cancelled', stages: [] }) })).toBe('open');
  });
});
