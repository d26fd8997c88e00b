/** @file What a result is called and which format its name asks for. Pure; used by main. */
import { basename, dirname, extname, join } from 'node:path';
import { extensionsByFormat, type WritableFormat } from '../../src-shared/image.ts';
import type { Recipe } from '../../src-shared/recipe.ts';

/** Beside the source: `name-2x.png` for an upscale by two. */
export function suggestedResultPath(source: string, recipe: Recipe, format: WritableFormat): string {
  const suffix = recipe.steps.map(({ operation, parameters }) => ('scale' in parameters ? `${parameters['scale']}x` : operation)).join('-');
  return join(dirname(source), `${basename(source, extname(source))}-${suffix}.${extensionsByFormat[format][0]}`);
}

/** A known ending that the user typed wins over the chosen format; with any other, the format's own ending is added. */
export function resultPathAndFormat(path: string, chosen: WritableFormat): { path: string; format: WritableFormat } {
  const ending = extname(path).slice(1).toLowerCase();
  const typed = (Object.keys(extensionsByFormat) as WritableFormat[]).find((format) => extensionsByFormat[format].includes(ending));
  return typed ? { path, format: typed } : { path: `${path}.${extensionsByFormat[chosen][0]}`, format: chosen };
}
