/**
 * @file What a result says about how it was made, so that an edited picture can be told from a photograph. Pure; main and
 * the command line say it, the engine writes it into the file's XMP.
 */
import { z } from 'zod';
import { inpaint } from './operations/inpaint.ts';
import type { Recipe } from './recipe.ts';

export const provenanceSchema = z.object({
  /** Name and version. */
  software: z.string(),
  /** What was done: a recipe's name, or its operations. */
  recipe: z.string(),
  models: z.array(z.string()),
  /** Whether one of the models learnt from pictures. */
  trained: z.boolean(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** The built-in model that is an algorithm: it takes what it paints from the picture itself. */
const untrained = inpaint.parameters.model.default;

export function provenanceOf({ steps }: Recipe, software: string, name?: string): Provenance {
  const models = steps.flatMap(({ parameters: { model } }) => (typeof model === 'string' ? [model] : []));
  return { software, recipe: name ?? steps.map(({ operation }) => operation).join(', '), models: [...new Set(models)], trained: models.some((model) => model !== untrained) };
}
