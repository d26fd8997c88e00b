/** @file What the dataset doctor found, as sentences. Pure; command line. */
import type { DatasetReport, Finding, FolderReport, PairReport } from '../trainer/doctor/report.ts';

export const datasetSentence = ({ a, b, pair }: DatasetReport): string => [folderLine(a), ...(b ? [folderLine(b)] : []), ...(pair ? [pairLine(pair)] : [])].join('\n');

export const findingSentence = ({ level, message, advice }: Finding): string => `${level === 'stop' ? 'STOP' : 'note'}: ${message}\n  ${advice}`;

export const verdictSentence = (fit: boolean): string => (fit ? 'Training can start.' : 'Training should not start yet.');

function folderLine({ folder, usable, unreadable, tooSmall, others, exactDuplicates, nearDuplicates }: FolderReport): string {
  const counts = [
    `${usable} usable`,
    `${unreadable.length} unreadable`,
    `${tooSmall.length} too small`,
    `${others.length} no pictures`,
    `${exactDuplicates.reduce((sum, group) => sum + group.length - 1, 0)} copies`,
    `${nearDuplicates.length} that look like another`,
  ];
  return `${folder}: ${counts.join(', ')}`;
}

function pairLine({ shared, brightnessOverlap, colourOverlap, meanBrightness }: PairReport): string {
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  return `together: ${shared.length} in both, brightness ${percent(meanBrightness.a)} and ${percent(meanBrightness.b)}, overlap of brightness ${percent(brightnessOverlap)}, of colours ${percent(colourOverlap)}`;
}
