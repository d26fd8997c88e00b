import { describe, expect, it } from 'vitest';
import { failure } from '../../../src-shared/failure.ts';
import type { DatasetReport, FolderReport, PairReport } from './report.ts';
import { reportInFiles } from './studio-report.ts';
import { canTrain, verdict } from './verdict.ts';

const folder = (name: string, changes: Partial<FolderReport> = {}): FolderReport => ({
  folder: name,
  usable: 200,
  unreadable: [],
  tooSmall: [],
  others: [],
  exactDuplicates: [],
  nearDuplicates: [],
  ...changes,
});
const pair = (changes: Partial<PairReport> = {}): PairReport => ({ shared: [], brightnessOverlap: 0.7, colourOverlap: 0.6, meanBrightness: { a: 0.5, b: 0.45 }, ...changes });
const saying = (report: DatasetReport) => verdict(report).map(({ level, message }) => `${level}: ${message}`);
const small = { path: 'small.png', width: 20, height: 30 };

describe('verdict', () => {
  it('finds nothing wrong with two good folders', () => {
    expect(verdict({ a: folder('day'), b: folder('night', { usable: 190 }), pair: pair() })).toEqual([]);
  });

  it.each<[string, DatasetReport, string[]]>([
    ['an empty folder', { a: folder('day', { usable: 0 }) }, ['stop: "day" has 0 pictures that can be used; needed: at least 1.']],
    ['one picture for a translation', { a: folder('day', { usable: 1 }), b: folder('night') }, [
      'stop: "day" has 1 picture that can be used; needed: at least 10.',
      'warning: "night" has 200.0 times as many pictures as "day".',
    ]],
    ['few pictures', { a: folder('day', { usable: 19 }) }, ['warning: "day" has only 19 pictures; 20 and more give far better results.']],
    ['small and unreadable pictures', { a: folder('day', { tooSmall: [small], unreadable: [{ path: 'x', failure: failure('image-damaged', 'x is damaged.') }] }) }, [
      'warning: Left out of "day" because they cannot be read: 1 picture.',
      'warning: Left out of "day" because they are smaller than a crop: 1 picture.',
    ]],
    ['repetitions', { a: folder('day', { usable: 10 * 3, exactDuplicates: [['a', 'b', 'c']], nearDuplicates: [['d', 'e'], ['d', 'f'], ['e', 'f'], ['g', 'h'], ['i', 'j'], ['k', 'l']] }) }, [
      'warning: About 23 % of "day" look the same as other pictures in it.',
    ]],
    ['A in B', { a: folder('day'), b: folder('night'), pair: pair({ shared: new Array<string>(110).fill('x') }) }, ['stop: 55 % of A are also in B: there is nothing to translate.']],
    ['a little of A in B', { a: folder('day'), b: folder('night'), pair: pair({ shared: ['x', 'y'] }) }, ['warning: 2 pictures of A are also in B.']],
    ['day and night', { a: folder('day'), b: folder('night'), pair: pair({ brightnessOverlap: 0.2, meanBrightness: { a: 0.55, b: 0.12 } }) }, [
      'warning: B is much darker than A (mean brightness 55 % in A, 12 % in B).',
    ]],
    ['folders that look the same', { a: folder('day'), b: folder('night'), pair: pair({ brightnessOverlap: 0.98, colourOverlap: 0.97 }) }, ['warning: A and B have nearly the same brightness and colours.']],
  ])('tells of %s', (_, report, expected) => {
    expect(saying(report)).toEqual(expected);
    expect(canTrain(verdict(report))).toBe(expected.every((sentence) => sentence.startsWith('warning')));
  });

  it('says where the pictures of an unusable folder are', () => {
    const [finding] = verdict({ a: folder('day', { usable: 0, tooSmall: [small], others: ['a.txt', 'b.txt'] }) });
    expect(finding?.advice).toBe('Its other files: smaller than a crop: 1, not pictures: 2.');
  });

  it('starts with what little there is, but not with nothing', () => {
    const one = verdict({ a: folder('day', { usable: 1 }), b: folder('night', { usable: 2 }) }, true);
    expect(one.map(({ level }) => level)).toEqual(['warning', 'warning']);
    expect(one[0]!.message).toBe('"day" has only 1 picture; 100 and more give far better results.');
    expect(canTrain(verdict({ a: folder('day'), b: folder('night', { usable: 0 }) }, true))).toBe(false);
  });

  it('names a side of two folders, and none where there is one', () => {
    const spoilt = folder('day', { usable: 19, tooSmall: [small] });
    expect(verdict({ a: spoilt }).map(({ side }) => side)).toEqual([null, null]);
    expect(reportInFiles({ a: { ...spoilt, exactDuplicates: [['a', 'b']], others: ['a.txt'] } }, 64).findings.map(({ side }) => side)).toEqual([null, null, null, null]);
    expect(verdict({ a: folder('day'), b: spoilt }).map(({ side }) => side)).toEqual(['b', 'b', 'b']);
  });

  it('reckons what two folders share by what was looked for', () => {
    expect(canTrain(verdict({ a: folder('day'), b: folder('night'), pair: pair({ shared: ['x', 'y'], sought: 3 }) }))).toBe(false);
    expect(canTrain(verdict({ a: folder('day'), b: folder('night'), pair: pair({ shared: ['x', 'y'], sought: 20 }) }))).toBe(true);
  });
});
