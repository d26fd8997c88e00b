/** @file A recipe: operations with their parameters, in order. Pure; saved as JSON, run on one picture or a thousand. */
import { z } from 'zod';
import { maskSchema } from './mask.ts';
import { parametersSchema } from './operations/operation.ts';
import { findOperation, operations } from './operations/registry.ts';

export const recipeStepSchema = z
  .object({ operation: z.string(), parameters: z.record(z.string(), z.union([z.string(), z.number()])).default({}), mask: maskSchema.optional() })
  .transform((step, context) => {
    const operation = findOperation(step.operation);
    if (!operation) {
      const known = operations.map((it) => it.id).join(', ');
      context.addIssue({ code: 'custom', path: ['operation'], message: `expected one of ${known}, got ${step.operation}` });
      return z.NEVER;
    }
    const parsed = parametersSchema(operation).safeParse(step.parameters);
    if (!parsed.success) {
      for (const issue of parsed.error.issues)
        context.addIssue({ code: 'custom', path: ['parameters', ...issue.path], message: issue.message });
      return z.NEVER;
    }
    return { operation: step.operation, parameters: parsed.data, ...(step.mask ? { mask: step.mask } : {}) };
  });

export const recipeSchema = z.object({ version: z.literal(1), steps: z.array(recipeStepSchema).min(1) });
export type Recipe = z.infer<typeof recipeSchema>;
