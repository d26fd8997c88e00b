/** @file Which steps look at the whole picture once, whatever region of it is wanted. Pure. */
import type { ModelSummary } from '../../src-shared/model.ts';
import type { Recipe } from '../../src-shared/recipe.ts';

/** A generator that keeps detail runs on a small copy of the whole; the region itself takes next to no time. */
export function looksAtWhole({ operation, parameters }: Recipe['steps'][number], models: readonly ModelSummary[]): boolean {
  if (operation !== 'translate') return false;
  const repaints = models.find(({ id }) => id === parameters['model'])?.generator === 'repainting' && parameters['detail'] === 'repaint';
  return !repaints;
}
