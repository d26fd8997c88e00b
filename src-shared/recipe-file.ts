/** @file A recipe with a name, as it is kept and shared: JSON that says its version and is refused with reasons. Pure. */
import { z } from 'zod';
import { failure } from './failure.ts';
import { type Result, failWith, succeed } from './result.ts';
import { recipeSchema } from './recipe.ts';

export const namedRecipeSchema = recipeSchema.extend({ name: z.string().trim().min(1).max(100) });
export type NamedRecipe = z.infer<typeof namedRecipeSchema>;

/** The last part of a recipe's file name. */
export const recipeEnding = '.imago-recipe.json';

export const recipeFileText = (recipe: NamedRecipe): string => `${JSON.stringify({ version: recipe.version, name: recipe.name, steps: recipe.steps }, null, 2)}\n`;

/** `fileName` names a recipe that has no name of its own, and stands in the failure. */
export function parseRecipeFile(text: string, fileName: string): Result<NamedRecipe> {
  const refuse = (reason: 'recipe-unreadable' | 'recipe-newer', message: string, advice: string, detail?: string) =>
    failWith(failure('bad-request', message, { reason, advice, ...(detail ? { detail } : {}) }));
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return refuse('recipe-unreadable', `"${fileName}" is no recipe: it is not JSON.`, 'Choose a file that Imago saved as a recipe.', error instanceof Error ? error.message : String(error));
  }
  const version = z.object({ version: z.number() }).safeParse(content);
  if (version.success && version.data.version > 1)
    return refuse('recipe-newer', `"${fileName}" was made by a newer Imago: its version is ${version.data.version}.`, 'Update Imago, or save the recipe again with this version.');
  const parsed = namedRecipeSchema.safeParse(isRecord(content) && content['name'] === undefined ? { ...content, name: nameOf(fileName) } : content);
  if (parsed.success) return succeed(parsed.data);
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  return refuse('recipe-unreadable', `"${fileName}" is no recipe that can be run: ${problems[0]}.`, 'Correct the file, or save the recipe again.', problems.join('\n'));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const nameOf = (fileName: string): string => fileName.replace(/(?:\.imago-recipe)?\.json$/i, '') || 'recipe';
