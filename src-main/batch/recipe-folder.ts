/** @file The folder of kept recipes: one file each, named after the recipe. Used by main. */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type NamedRecipe, parseRecipeFile, recipeEnding, recipeFileText } from '../../src-shared/recipe-file.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { safeName } from '../../src-shared/result-name.ts';
import { writeWhole } from '../desk/atomic-file.ts';
import { readFailure, writeFailure } from '../image-io/file-failure.ts';

export type RecipeFolder = {
  /** By name; files that are no recipes are left out. */
  list(): Promise<NamedRecipe[]>;
  keep(recipe: NamedRecipe): Promise<Result<null>>;
  remove(name: string): Promise<void>;
};

export function openRecipeFolder(folder: string): RecipeFolder {
  const fileOf = (name: string) => join(folder, `${safeName(name) || 'recipe'}${recipeEnding}`);
  return {
    async list() {
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(recipeEnding));
      const read = await Promise.all(names.map((name) => readRecipeFile(join(folder, name))));
      return read.flatMap((recipe) => (recipe.ok ? [recipe.value] : [])).sort((a, b) => a.name.localeCompare(b.name));
    },
    async keep(recipe) {
      await mkdir(folder, { recursive: true });
      return writeRecipeFile(fileOf(recipe.name), recipe);
    },
    remove: (name) => rm(fileOf(name), { force: true }),
  };
}

export async function readRecipeFile(path: string): Promise<Result<NamedRecipe>> {
  try {
    return parseRecipeFile(await readFile(path, 'utf8'), basename(path));
  } catch (error) {
    return failWith(readFailure(path, error));
  }
}

export async function writeRecipeFile(path: string, recipe: NamedRecipe): Promise<Result<null>> {
  try {
    await writeWhole(path, recipeFileText(recipe));
    return succeed(null);
  } catch (error) {
    return failWith(writeFailure(path, error));
  }
}
