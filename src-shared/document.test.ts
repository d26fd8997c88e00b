import { describe, expect, it } from 'vitest';
import { type Document, documentSchema, recipeOf, recipeUpTo } from './document.ts';
import { maskSchema } from './mask.ts';
import { recipeSchema } from './recipe.ts';

const document: Document = {
  steps: [
    { id: 'a', operation: 'upscale', parameters: { model: 'quick', scale: 3 }, enabled: true },
    { id: 'b', operation: 'upscale', parameters: { model: 'sharp', scale: 4 }, enabled: false },
    { id: 'c', operation: 'upscale', parameters: { model: 'faithful', scale: 2 }, enabled: true },
  ],
};

describe('documentSchema', () => {
  it('gives a document back as it was after JSON', () => {
    expect(documentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });

  it.each([
    [{ ...document.steps[0], operation: 'sharpen' }, /expected one of upscale, translate, inpaint, got sharpen/],
    [{ ...document.steps[0], parameters: { scale: 5 } }, /expected one of 2, 3, 4, 8/],
    [{ ...document.steps[0], enabled: undefined }, /enabled/],
    [document.steps[2], /id of its own/],
  ])('refuses %j beside the others', (step, message) => {
    expect(documentSchema.safeParse({ steps: [...document.steps, step] }).error?.message).toMatch(message);
  });
});

describe('recipeOf', () => {
  it('holds the enabled steps alone, in order', () => {
    const recipe = recipeOf(document);
    expect(recipe?.steps.map((step) => step.parameters['scale'])).toEqual([3, 2]);
    expect(recipeSchema.parse(recipe)).toEqual(recipe);
  });

  it('ends with one step, on or off, behind those that are on before it with their masks', () => {
    const mask = maskSchema.parse({ source: { kind: 'luma', from: 0.25, to: 0.5 } });
    const [a, b, c] = document.steps;
    const { steps } = recipeUpTo({ steps: [{ ...a!, mask }, b!, c!] }, 'b', { model: 'quick', scale: 8 });
    expect(steps).toEqual([{ operation: 'upscale', parameters: a!.parameters, mask }, { operation: 'upscale', parameters: { model: 'quick', scale: 8 } }]);
  });

  it('is nothing where every step is off', () => {
    expect(recipeOf({ steps: document.steps.map((step) => ({ ...step, enabled: false })) })).toBeNull();
  });
});
