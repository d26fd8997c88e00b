/** @file The file that a mask's pattern names for a picture. Pure. */
import type { Mask, MaskRule } from '../mask.ts';
import type { Recipe } from '../recipe.ts';

/** The mask for the picture of this file name: every `{name}` in its path is that name without its ending. */
export function namedMask(mask: Mask, pictureName: string): Mask {
  return mask.source.kind === 'file' ? { ...mask, source: namedRule(mask.source, pictureName) } : mask;
}

export function namedRule(rule: MaskRule, pictureName: string): MaskRule {
  return rule.kind === 'file' ? { ...rule, path: rule.path.replaceAll('{name}', pictureName.replace(/\.[^.]+$/, '')) } : rule;
}

/** The recipe with the masks for the picture of this file name. */
export const namedMaskFiles = (recipe: Recipe, pictureName: string): Recipe => ({
  ...recipe,
  steps: recipe.steps.map((step) => (step.mask ? { ...step, mask: namedMask(step.mask, pictureName) } : step)),
});
