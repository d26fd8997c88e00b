import { describe, expect, it } from 'vitest';
import type { Mask } from '../../src-shared/mask.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { type ResultOrigin, resultKeys } from './result-key.ts';

const recipe = (...steps: Record<string, string | number>[]): Recipe => ({ version: 1, steps: steps.map((parameters) => ({ operation: 'upscale', parameters })) });
const origin: ResultOrigin = {
  source: 'aa',
  recipe: recipe({ model: 'quick', scale: 2 }, { model: 'sharp', scale: 4 }),
  networks: [['n1', 'n2'], ['n3']],
  maskFiles: [null, null],
  engine: 'e',
};
const darkness: Mask = { source: { kind: 'luma', from: 0, to: 0.3 }, inverted: false, grow: 0, feather: 0 };
const keys = (change: Partial<ResultOrigin> = {}) => resultKeys({ ...origin, ...change });

describe('resultKeys', () => {
  it('gives every step a key that the steps behind it do not change', () => {
    const [first, second] = keys();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(second).not.toBe(first);
    expect(keys({ recipe: recipe({ model: 'quick', scale: 2 }, { model: 'sharp', scale: 8 }) })[0]).toBe(first);
    expect(keys({ recipe: recipe({ model: 'quick', scale: 2 }, { model: 'sharp', scale: 8 }) })[1]).not.toBe(second);
  });

  it('minds no order of parameters or networks', () => {
    expect(keys({ recipe: recipe({ scale: 2, model: 'quick' }, { scale: 4, model: 'sharp' }), networks: [['n2', 'n1'], ['n3']] })).toEqual(keys());
  });

  it.each([
    ['source', { source: 'ab' }],
    ['engine', { engine: 'f' }],
    ['earlier step', { recipe: recipe({ model: 'quick', scale: 3 }, { model: 'sharp', scale: 4 }) }],
    ['earlier mask', { recipe: { ...origin.recipe, steps: origin.recipe.steps.with(0, { ...origin.recipe.steps[0]!, mask: darkness }) } }],
    ['file of an earlier mask', { maskFiles: ['m1', null] }],
    ['earlier network', { networks: [['n1', 'n9'], ['n3']] }],
  ])('changes with the %s', (_what, change) => {
    const [first, second] = keys();
    expect(keys(change)).not.toContain(first);
    expect(keys(change)).not.toContain(second);
  });
});
