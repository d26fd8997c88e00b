import { describe, expect, it } from 'vitest';
import { resizedSize } from './resize.ts';

const size = { width: 6000, height: 4001 };

describe('resizedSize', () => {
  it('keeps the size where none is asked for', () => {
    expect(resizedSize(size, undefined)).toEqual(size);
  });

  it('fits the longer side, whichever it is', () => {
    expect(resizedSize(size, { by: 'long-side', pixels: 1500 })).toEqual({ width: 1500, height: 1000 });
    expect(resizedSize({ width: 30, height: 90 }, { by: 'long-side', pixels: 45 })).toEqual({ width: 15, height: 45 });
  });

  it('takes percents of each side', () => {
    expect(resizedSize(size, { by: 'percent', percent: 25 })).toEqual({ width: 1500, height: 1000 });
  });

  it('never enlarges and never vanishes', () => {
    expect(resizedSize(size, { by: 'long-side', pixels: 9000 })).toEqual(size);
    expect(resizedSize({ width: 5000, height: 3 }, { by: 'percent', percent: 1 })).toEqual({ width: 50, height: 1 });
  });
});
