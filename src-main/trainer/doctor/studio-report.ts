/** @file The doctor's report as the studio shows it: codes, examples, and files whose exclusion helps. Pure; the examples are files yet. */
import type { FolderCounts, Side, StudioFinding } from '../../../src-shared/doctor.ts';
import { type DatasetReport, type FolderReport, sidesOf } from './report.ts';
import { canTrain, verdict } from './verdict.ts';

/** Files that a finding shows. */
const mostExamples = 12;

type Example = { readonly path: string; readonly group: number; /** Whether it can be shown. */ readonly readable: boolean };
export type FoundInFiles = Omit<StudioFinding, 'examples'> & { readonly files: readonly Example[] };
export type ReportInFiles = { readonly a: Omit<FolderCounts, 'thumbnails'>; readonly b: Omit<FolderCounts, 'thumbnails'> | null; readonly findings: readonly FoundInFiles[]; readonly canTrain: boolean };

/** `smallestSide` is what was asked of the pictures. */
export function reportInFiles(report: DatasetReport, smallestSide: number): ReportInFiles {
  const said = verdict(report);
  const findings = said.map(({ code, level, side, values }): FoundInFiles => {
    const about = side === 'b' ? report.b! : report.a;
    const more = code === 'too-small' ? { ...values, size: smallestSide } : values;
    return { code, level, side, values: more, ...remedyOf(code, about, report) };
  });
  const sides = sidesOf(report);
  const notes = sides.flatMap(([side, folder]) => repetitions(side, folder)).concat(sides.flatMap(([side, folder]) => passedOver(side, folder)));
  return { a: countsOf(report.a), b: report.b ? countsOf(report.b) : null, findings: [...findings, ...notes], canTrain: canTrain(said) };
}

const countsOf = ({ folder, usable, unreadable, tooSmall, others }: FolderReport) => ({ folder, usable, unreadable: unreadable.length, tooSmall: tooSmall.length, others: others.length });

const inGroups = (groups: readonly (readonly string[])[], readable = true): Example[] => groups.flatMap((paths, group) => paths.map((path) => ({ path, group, readable }))).slice(0, mostExamples);
const each = (paths: readonly string[], readable = true): Example[] => inGroups(paths.map((path) => [path]), readable);
const nothing = { files: [], exclude: [] };

function remedyOf(code: StudioFinding['code'], folder: FolderReport, { pair }: DatasetReport): Pick<FoundInFiles, 'files' | 'exclude'> {
  switch (code) {
    case 'unreadable': {
      const paths = folder.unreadable.map(({ path }) => path);
      return { files: each(paths, false), exclude: paths };
    }
    case 'too-small': {
      const paths = folder.tooSmall.map(({ path }) => path);
      return { files: each(paths), exclude: paths };
    }
    case 'shared':
    case 'same-pictures': {
      const paths = pair?.shared ?? [];
      return { files: each(paths), exclude: code === 'shared' ? [...paths] : [] };
    }
    default:
      return nothing;
  }
}

function repetitions(side: Side | null, { exactDuplicates, nearDuplicates }: FolderReport): FoundInFiles[] {
  const copies = exactDuplicates.flatMap((group) => group.slice(1));
  const groups = alikeGroups(nearDuplicates, new Set(copies));
  const alikes = groups.flatMap((group) => group.slice(1));
  return [
    ...(copies.length > 0 ? [{ code: 'exact-duplicates' as const, level: 'note' as const, side, values: { count: copies.length, groups: exactDuplicates.length }, files: inGroups(exactDuplicates), exclude: copies }] : []),
    ...(alikes.length > 0 ? [{ code: 'near-duplicates' as const, level: 'note' as const, side, values: { count: alikes.length }, files: inGroups(groups), exclude: alikes }] : []),
  ];
}

/** Pictures that look like the first of their group, each in one group only; copies of files are left to their own finding. */
export function alikeGroups(pairs: readonly (readonly [string, string])[], copies: ReadonlySet<string>): string[][] {
  const groups = new Map<string, string[]>();
  const placed = new Set<string>();
  for (const [first, second] of pairs) {
    if (copies.has(first) || copies.has(second) || placed.has(second) || (placed.has(first) && !groups.has(first)) || groups.has(second)) continue;
    groups.set(first, [...(groups.get(first) ?? [first]), second]);
    placed.add(first).add(second);
  }
  return [...groups.values()];
}

const passedOver = (side: Side | null, { others }: FolderReport): FoundInFiles[] =>
  others.length > 0 ? [{ code: 'not-pictures', level: 'note', side, values: { count: others.length }, files: each(others, false), exclude: [] }] : [];
