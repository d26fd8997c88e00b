import { afterEach, describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatExposure, formatFractional, formatMegapixels, formatMoment, formatPercent, formatZoom } from './format.ts';
import { speak } from './i18n.ts';

afterEach(() => speak('en'));

describe('formatDuration', () => {
  it.each([
    [340, '340 ms'],
    [1840, '1.8 sec'],
    [42_300, '42 sec'],
    [59_700, '1:00'],
    [100_000, '1:40'],
    [3_723_000, '1:02:03'],
  ])('%i ms is %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('other numbers', () => {
  it.each([
    [formatBytes(0), '0 byte'],
    [formatBytes(1_350_000), '1.4 MB'],
    [formatBytes(345_600), '346 kB'],
    [formatMegapixels({ width: 6000, height: 4000 }), '24 MP'],
    [formatMegapixels({ width: 451, height: 300 }), '0.14 MP'],
    [formatPercent(0.254), '25%'],
    [formatZoom(1), '100%'],
    [formatZoom(0.0421), '4.2%'],
  ])('%s', (formatted, expected) => {
    expect(formatted).toBe(expected);
  });
});

it('says exposures as photographers do', () => {
  expect([1 / 250, 0.0333, 0.5, 2.5, 30].map(formatExposure)).toEqual(['1/250 s', '1/30 s', '0.5 s', '2.5 s', '30 s']);
  expect([42.55, 28].map(formatFractional)).toEqual(['42.6', '28']);
});

describe('in another language', () => {
  it.each([
    ['de', ['1,8 Sek.', '1,4 MB', '12.345', '25 %', '03.02.2026, 04:05']],
    ['fr', ['1,8 s', '1,4 Mo', '12 345', '25 %', '3 févr. 2026, 04:05']],
    ['ja', ['1.8 秒', '1.4 MB', '12,345', '25%', '2026/02/03 4:05']],
  ] as const)('%s', async (language, expected) => {
    await speak(language);
    const shown = [formatDuration(1840), formatBytes(1_350_000), formatCount(12_345), formatPercent(0.254), formatMoment('2026-02-03T04:05:00')];
    expect(shown.map((text) => text.replaceAll(/[\u00a0\u202f]/g, ' '))).toEqual(expected);
  });
});
