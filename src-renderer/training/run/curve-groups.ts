/** @file Which curves are shown together: what is measured in the same terms. Pure. */
import type { TrainingDetails } from '../../../src-shared/training.ts';

export const curveGroupNames = ['quality', 'variety', 'losses', 'judge', 'gradients', 'rate', 'speed'] as const;
export type CurveGroupName = (typeof curveGroupNames)[number];
/** `held`: measured on held-out pictures at every checkpoint. */
export type CurveGroup = { readonly group: CurveGroupName; readonly held: boolean; readonly names: readonly string[] };

/** The last part of a metric's name: what is measured; before it, of whom. */
export const measureOfName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** By the last part of their names; a curve belongs to the first that fits, and to the losses where none does. */
const endings: Readonly<Partial<Record<CurveGroupName, readonly string[]>>> = {
  quality: ['distance', 'distanceBefore', 'darkenedDistance', 'psnr', 'bicubic', 'meanFill'],
  judge: ['realRight', 'fakeRight'],
  gradients: ['gradientNorm'],
  rate: ['learningRate'],
  speed: ['secondsPerStep'],
};

function groupOf(name: string, held: boolean): CurveGroupName {
  const found = curveGroupNames.find((group) => endings[group]?.includes(measureOfName(name)));
  return found ?? (held ? 'variety' : 'losses');
}

/** The groups that have a curve, in the order in which they tell most. */
export const curveGroups = ({ trained, held }: TrainingDetails['curves']): CurveGroup[] =>
  curveGroupNames.flatMap((group) =>
    [{ held: true, names: held }, { held: false, names: trained }]
      .map((it) => ({ group, held: it.held, names: it.names.filter((name) => groupOf(name, it.held) === group) }))
      .filter(({ names }) => names.length > 0),
  );
