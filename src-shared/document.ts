/**
 * @file What is done to an open picture: an ordered list of steps that can be switched off. Pure; the renderer edits
 * it, main keeps it with the session. The picture's own file is never touched.
 */
import { z } from 'zod';
import type { ParameterValues } from './operations/operation.ts';
import { type Recipe, recipeStepSchema } from './recipe.ts';

const documentStepSchema = z.intersection(z.object({ id: z.string().min(1), enabled: z.boolean() }), recipeStepSchema);
/** One operation with its parameters; `id` stays the same through every edit and move. */
export type DocumentStep = z.output<typeof documentStepSchema>;

export const documentSchema = z
  .object({ steps: z.array(documentStepSchema) })
  .refine(({ steps }) => new Set(steps.map((step) => step.id)).size === steps.length, { error: 'expected every step to have an id of its own' });
export type Document = { readonly steps: readonly DocumentStep[] };

export const emptyDocument: Document = { steps: [] };

/** The steps that are switched on, in order, as a recipe; null where there is none. */
export function recipeOf({ steps }: Document): Recipe | null {
  const enabled = steps.filter((step) => step.enabled);
  return enabled.length === 0 ? null : { version: 1, steps: enabled.map(({ operation, parameters, mask }) => ({ operation, parameters, ...(mask ? { mask } : {}) })) };
}

/** What one step, on or off, makes of the picture with other values: behind the steps that are on before it, without those after it. */
export function recipeUpTo({ steps }: Document, stepId: string, parameters: ParameterValues): Recipe {
  const index = steps.findIndex((step) => step.id === stepId);
  return recipeOf({ steps: [...steps.slice(0, index), { ...steps[index]!, parameters, enabled: true }] })!;
}
