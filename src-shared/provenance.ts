/**
 * @file What a result says about how it was made, so that an edited picture can be told from a photograph. Pure; main and
 * the command line say it, the engine writes it into the file's XMP.
 */
import { z } from 'zod';
import type { Recipe } from './recipe.ts';

export const provenanceSchema = z.object({
  /** Name and version. */
  software: z.string(),
  /** What was done: a recipe's name, or its operations. */
  recipe: z.string(),
  models: z.array(z.string()),
});
export type Provenance = z.infer<typeof provenanceSchema>;

export function provenanceOf({ steps }: Recipe, software: string, name?: string): Provenance {
  const models = steps.flatMap(({ parameters: { model } }) => (typeof model === 'string' ? [model] : []));
  return { software, recipe: name ?? steps.map(({ operation }) => operation).join(', '), models: [...new Set(models)] };
}
