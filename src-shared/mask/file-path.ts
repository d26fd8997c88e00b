/** @file The file that a mask's pattern names for a picture. Pure. */
import type { Mask } from '../mask.ts';
import type { Recipe } from '../recipe.ts';

/** The recipe for the picture of this file name: every `{name}` in a mask's path is that name without its ending. */
export function namedMaskFiles(recipe: Recipe, pictureName: string): Recipe {
  const name = pictureName.replace(/\.[^.]+$/, '');
  const named = (mask: Mask): Mask => (mask.source.kind === 'file' ? { ...mask, source: { ...mask.source, path: mask.source.path.replaceAll('{name}', name) } } : mask);
  return { ...recipe, steps: recipe.steps.map((step) => (step.mask ? { ...step, mask: named(step.mask) } : step)) };
}
