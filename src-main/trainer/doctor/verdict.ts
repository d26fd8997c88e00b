/** @file Says in plain words what a dataset report means for the training. Pure. */
import type { Side } from '../../../src-shared/doctor.ts';
import { type DatasetReport, type Finding, type FolderReport, type PairReport, sidesOf } from './report.ts';

/** Fewer pictures than these are hardly worth a start, cannot be started with, or are worth a warning. */
const fewest = { alone: 1, pair: 10 };
const leastToStart = 1;
const few = { alone: 20, pair: 100 };
/** The larger folder over the smaller. */
const mostImbalance = 3;
const mostRepeated = 0.2;
const mostShared = 0.5;
const leastBrightnessOverlap = 0.4;
const alike = 0.95;

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const pictures = (count: number): string => (count === 1 ? '1 picture' : `${count} pictures`);

/** Findings, the gravest first; none where everything is well. `starting` stops only what cannot work. */
export function verdict(report: DatasetReport, starting = false): Finding[] {
  const { a, b, pair } = report;
  const kind = b ? 'pair' : 'alone';
  const findings = [...sidesOf(report).flatMap(([side, folder]) => folderFindings(folder, side, kind, starting ? leastToStart : fewest[kind])), ...(b ? balanceFindings(a, b) : []), ...(pair ? pairFindings(a, pair) : [])];
  return findings.toSorted((first, second) => Number(first.level === 'warning') - Number(second.level === 'warning'));
}

export const canTrain = (findings: readonly Finding[]): boolean => findings.every(({ level }) => level !== 'stop');

function folderFindings(report: FolderReport, side: Side | null, kind: keyof typeof few, least: number): Finding[] {
  const { folder, usable, unreadable, tooSmall } = report;
  const findings: Finding[] = [];
  if (usable < least) {
    findings.push({ level: 'stop', code: 'too-few', side, values: { count: usable, least }, message: `"${folder}" has ${pictures(usable)} that can be used; needed: at least ${least}.`, advice: whereTheOthersAre(report) });
  } else if (usable < few[kind]) {
    findings.push({
      level: 'warning',
      code: 'few',
      side,
      values: { count: usable, advised: few[kind] },
      message: `"${folder}" has only ${pictures(usable)}; ${few[kind]} and more give far better results.`,
      advice: 'Add pictures, start from a trained model, and let the discriminator see changed pictures (augmentation).',
    });
  }
  if (unreadable.length > 0) {
    findings.push({ level: 'warning', code: 'unreadable', side, values: { count: unreadable.length }, message: `Left out of "${folder}" because they cannot be read: ${pictures(unreadable.length)}.`, advice: `The first: ${unreadable[0]!.failure.message}` });
  }
  if (tooSmall.length > 0 && usable > 0) {
    findings.push({ level: 'warning', code: 'too-small', side, values: { count: tooSmall.length }, message: `Left out of "${folder}" because they are smaller than a crop: ${pictures(tooSmall.length)}.`, advice: 'Train with a smaller size, or replace them by larger ones.' });
  }
  const repeated = repeatedShare(report);
  if (repeated > mostRepeated) {
    findings.push({ level: 'warning', code: 'repetitive', side, values: { share: repeated }, message: `About ${percent(repeated)} of "${folder}" look the same as other pictures in it.`, advice: 'Remove repetitions or add other scenes: what a network sees often it learns by heart.' });
  }
  return findings;
}

function whereTheOthersAre({ unreadable, tooSmall, others }: FolderReport): string {
  const reasons = [
    ...(unreadable.length > 0 ? [`unreadable: ${unreadable.length}`] : []),
    ...(tooSmall.length > 0 ? [`smaller than a crop: ${tooSmall.length}`] : []),
    ...(others.length > 0 ? [`not pictures: ${others.length}`] : []),
  ];
  return reasons.length > 0 ? `Its other files: ${reasons.join(', ')}.` : 'Check that this is the right folder.';
}

/** Pictures that could be taken away without losing one that looks different. */
function repeatedShare({ usable, exactDuplicates, nearDuplicates }: FolderReport): number {
  const copies = exactDuplicates.reduce((sum, group) => sum + group.length - 1, 0);
  const alikes = new Set(nearDuplicates.map(([, second]) => second)).size;
  return usable === 0 ? 0 : Math.min(1, (copies + alikes) / usable);
}

function balanceFindings(a: FolderReport, b: FolderReport): Finding[] {
  const [fewer, more] = a.usable < b.usable ? [a, b] : [b, a];
  if (fewer.usable === 0 || more.usable / fewer.usable <= mostImbalance) return [];
  const times = more.usable / fewer.usable;
  return [
    {
      level: 'warning',
      code: 'imbalance',
      side: fewer === a ? 'a' : 'b',
      values: { times, count: fewer.usable },
      message: `"${more.folder}" has ${times.toFixed(1)} times as many pictures as "${fewer.folder}".`,
      advice: `Add pictures to "${fewer.folder}": its few will be seen over and over.`,
    },
  ];
}

function pairFindings(a: FolderReport, { shared, sought = a.usable, brightnessOverlap, colourOverlap, meanBrightness }: PairReport): Finding[] {
  const sharedShare = shared.length / sought;
  if (sharedShare > mostShared) {
    return [{ level: 'stop', code: 'same-pictures', side: null, values: { share: sharedShare }, message: `${percent(sharedShare)} of A are also in B: there is nothing to translate.`, advice: 'Choose two folders that differ in what the translation should change.' }];
  }
  const findings: Finding[] = [];
  if (shared.length > 0) {
    findings.push({ level: 'warning', code: 'shared', side: 'a', values: { count: shared.length }, message: `${pictures(shared.length)} of A are also in B.`, advice: 'Remove them from one of the two.' });
  }
  if (brightnessOverlap < leastBrightnessOverlap) {
    const [darker, brighter] = meanBrightness.a < meanBrightness.b ? ['A', 'B'] : ['B', 'A'];
    findings.push({
      level: 'warning',
      code: 'darker',
      side: darker === 'A' ? 'a' : 'b',
      values: { brightnessA: meanBrightness.a, brightnessB: meanBrightness.b },
      message: `${darker} is much darker than ${brighter} (mean brightness ${percent(meanBrightness.a)} in A, ${percent(meanBrightness.b)} in B).`,
      advice: 'If that is not what the translation is for, add pictures of like brightness; if it is, watch the previews for inverted colours.',
    });
  }
  if (brightnessOverlap > alike && colourOverlap > alike) {
    findings.push({ level: 'warning', code: 'alike', side: null, values: {}, message: 'A and B have nearly the same brightness and colours.', advice: 'Check that they differ in what the translation should change; else it may learn to change nothing.' });
  }
  return findings;
}
