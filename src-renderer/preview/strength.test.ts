import { describe, expect, it } from 'vitest';
import { defaultParameters } from '../../src-shared/operations/operation.ts';
import { translate } from '../../src-shared/operations/translate.ts';
import { upscale } from '../../src-shared/operations/upscale.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { atFullStrength } from './strength.ts';

const step = (strength: number) => ({ operation: 'translate', parameters: { ...defaultParameters(translate), strength } });
const recipe = (...steps: Recipe['steps']): Recipe => ({ version: 1, steps });

describe('atFullStrength', () => {
  it('computes the same for every strength of a lone step, and shows a share of it', () => {
    expect(atFullStrength(recipe(step(30)))).toEqual({ recipe: recipe(step(100)), share: 0.3 });
    expect(atFullStrength(recipe(step(100)))).toEqual({ recipe: recipe(step(100)), share: 1 });
  });

  it('leaves alone what lies over another step or has no strength', () => {
    const enlarge = { operation: 'upscale', parameters: defaultParameters(upscale) };
    for (const other of [recipe(enlarge, step(30)), recipe(step(30), enlarge), recipe(enlarge)]) expect(atFullStrength(other)).toEqual({ recipe: other, share: 1 });
  });
});
