/** @file What the dataset doctor found, in the language that is shown. Renderer. */
import type { FindingText } from '../../src-shared/doctor.ts';
import { formatCount, formatFractional, formatPercent } from '../format.ts';
import { t } from '../i18n.ts';

/** `side`: the folder that it is about. */
export function findingWords({ code, side, values }: FindingText): { readonly side: string | null; readonly text: string; readonly advice: string } {
  const filled = said(values);
  return { side: side && t(`training.sides.${side}`), text: t(`training.findings.${code}.text`, filled), advice: t(`training.findings.${code}.advice`, filled) };
}

const shares = ['share', 'brightnessA', 'brightnessB'];

/** What its sentences are filled with; shares as percents. */
const said = (values: FindingText['values']): Record<string, string | number> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, name === 'count' ? value : shares.includes(name) ? formatPercent(value) : name === 'times' ? formatFractional(value) : formatCount(value)]));
