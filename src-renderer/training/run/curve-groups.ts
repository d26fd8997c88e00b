/** @file Which curves are shown together: what is measured in the same terms. Pure. */
import type { TrainingDetails } from '../../../src-shared/training.ts';

export const curveGroupNames = ['quality', 'variety', 'losses', 'judge', 'gradients'] as const;
export type CurveGroupName = (typeof curveGroupNames)[number];
/** `held`: measured on held-out pictures at every checkpoint. */
export type CurveGroup = { readonly group: CurveGroupName; readonly held: boolean; readonly names: readonly string[] };

const qualityEndings = ['distance', 'distanceBefore', 'psnr', 'bicubic', 'meanFill'];
const judgeEndings = ['realRight', 'fakeRight'];

/** The last part of a metric's name: what is measured; before it, of whom. */
export const measureOfName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** The groups that have a curve, in the order in which they tell most. */
export function curveGroups({ trained, held }: TrainingDetails['curves']): CurveGroup[] {
  const isOneOf = (endings: readonly string[]) => (name: string) => endings.includes(measureOfName(name));
  const [isQuality, isJudge, isGradient] = [isOneOf(qualityEndings), isOneOf(judgeEndings), isOneOf(['gradientNorm'])];
  const groups: CurveGroup[] = [
    { group: 'quality', held: true, names: held.filter(isQuality) },
    { group: 'variety', held: true, names: held.filter((name) => !isQuality(name)) },
    { group: 'losses', held: false, names: trained.filter((name) => !isJudge(name) && !isGradient(name)) },
    { group: 'judge', held: false, names: trained.filter(isJudge) },
    { group: 'gradients', held: false, names: trained.filter(isGradient) },
  ];
  return groups.filter(({ names }) => names.length > 0);
}
