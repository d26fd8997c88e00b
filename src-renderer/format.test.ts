import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, formatMegapixels, formatZoom } from './format.ts';

describe('formatDuration', () => {
  it.each([
    [340, '340 ms'],
    [1840, '1.8 s'],
    [42_300, '42 s'],
    [59_700, '1:00'],
    [100_000, '1:40'],
    [3_723_000, '1:02:03'],
  ])('%i ms is %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('other numbers', () => {
  it.each([
    [formatBytes(0), '0 B'],
    [formatBytes(1_350_000), '1.4 MB'],
    [formatBytes(345_600), '346 kB'],
    [formatMegapixels({ width: 6000, height: 4000 }), '24 MP'],
    [formatMegapixels({ width: 451, height: 300 }), '0.14 MP'],
    [formatZoom(1), '100 %'],
    [formatZoom(0.0421), '4.2 %'],
  ])('%s', (formatted, expected) => {
    expect(formatted).toBe(expected);
  });
});
