import { describe, expect, it } from 'vitest';
import { recipeSchema } from './recipe.ts';

describe('recipeSchema', () => {
  it('fills in the defaults of an operation', () => {
    const recipe = recipeSchema.parse({ version: 1, steps: [{ operation: 'upscale', parameters: { scale: 4 } }] });
    expect(recipe.steps).toEqual([{ operation: 'upscale', parameters: { model: 'faithful', scale: 4 } }]);
  });

  it.each([
    [{ operation: 'upscale', parameters: { scale: 5 } }, /expected one of 2, 3, 4, 8 for scale/],
    [{ operation: 'upscale', parameters: { sharpness: 1 } }, /sharpness/],
    [{ operation: 'sharpen', parameters: {} }, /expected one of upscale, translate, inpaint, got sharpen/],
  ])('refuses %j', (step, message) => {
    const parsed = recipeSchema.safeParse({ version: 1, steps: [step] });
    expect(parsed.success).toBe(false);
    expect(parsed.error?.message).toMatch(message);
  });
});
