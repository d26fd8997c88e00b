/** @file What a result is known by: everything that decides its pixels. Pure; used by main. */
import { createHash } from 'node:crypto';
import type { Recipe } from '../../src-shared/recipe.ts';

export type ResultOrigin = {
  /** sha256 of the picture's file. */
  readonly source: string;
  readonly recipe: Recipe;
  /** For each step the sha256 of every network that it may run, with the form of an imported one. */
  readonly networks: readonly (readonly string[])[];
  /** For each step the sha256 of its mask's file; null where it has none. */
  readonly maskFiles: readonly (string | null)[];
  /** sha256 of the engine program. */
  readonly engine: string;
};

/** One key a step, sha256 in hexadecimal; each holds the steps before it, and changes with none behind it. */
export function resultKeys({ source, recipe, networks, maskFiles, engine }: ResultOrigin): string[] {
  let before = digest([engine, source]);
  return recipe.steps.map(({ operation, parameters, mask }, index) => {
    const ordered = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
    before = digest([before, operation, ordered, mask ?? null, maskFiles[index]!, networks[index]!.toSorted()]);
    return before;
  });
}

/** JSON keeps apart what joining would run together. */
const digest = (parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
