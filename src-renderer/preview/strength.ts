/**
 * @file A preview at full strength, of which the canvas shows as much as is wanted: a mixture needs no network, so it follows
 * the slider at once. Only for a lone step, whose picture before it is the source. Pure.
 */
import type { Recipe } from '../../src-shared/recipe.ts';

/** In percent: all of the result. */
const full = 100;

/** What is computed, and the share of it that shows over the source, 0 to 1. */
export function atFullStrength(recipe: Recipe): { readonly recipe: Recipe; readonly share: number } {
  const [step, ...others] = recipe.steps;
  const strength = step?.parameters['strength'];
  if (!step || others.length > 0 || typeof strength !== 'number') return { recipe, share: 1 };
  return { recipe: { ...recipe, steps: [{ ...step, parameters: { ...step.parameters, strength: full } }] }, share: strength / full };
}
