import { describe, expect, it } from 'vitest';
import type { ModelSummary } from '../../src-shared/model.ts';
import { upscale } from '../../src-shared/operations/upscale.ts';
import { boardParameters, boardRegion } from './candidates.ts';

const model = (id: string, rest: Partial<ModelSummary> = {}): ModelSummary => ({ id, name: id, task: 'upscale', description: '', licence: 'MIT', scales: [2], bytes: 1, looks: [], ...rest });

describe('boardParameters', () => {
  it('begins with the settings as they are and goes on with other usable models of the task', () => {
    const models = [model('a'), model('broken', { problem: 'gone' }), model('b'), model('painter', { task: 'inpaint' }), model('c')];
    expect(boardParameters(upscale, { model: 'b', scale: 3 }, models)).toEqual([
      { model: 'b', scale: 3 },
      { model: 'a', scale: 3 },
      { model: 'c', scale: 3 },
    ]);
  });

  it('shows four at most', () => {
    expect(boardParameters(upscale, { model: 'a', scale: 2 }, ['a', 'b', 'c', 'd', 'e'].map((id) => model(id))).map((it) => it['model'])).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('boardRegion', () => {
  it('is the middle of what is seen', () => {
    expect(boardRegion({ x: 100, y: 40, width: 1000, height: 90 }, 1)).toEqual({ x: 472, y: 40, width: 256, height: 90 });
  });

  it('is the smaller the more the steps before enlarge it', () => {
    expect(boardRegion({ x: 0, y: 0, width: 1000, height: 800 }, 8)).toEqual({ x: 484, y: 384, width: 32, height: 32 });
  });
});
