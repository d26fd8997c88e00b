import { describe, expect, it } from 'vitest';
import { cutRegion, growRegion } from './region.ts';

const picture = { width: 103, height: 71 };

describe('cutRegion', () => {
  it('keeps what lies in the picture', () => {
    expect(cutRegion({ x: 90, y: 10, width: 40, height: 20 }, picture)).toEqual({ x: 90, y: 10, width: 13, height: 20 });
    expect(cutRegion({ x: 5, y: 70, width: 3, height: 9 }, picture)).toEqual({ x: 5, y: 70, width: 3, height: 1 });
    expect(cutRegion({ x: 103, y: 0, width: 1, height: 1 }, picture)).toBeNull();
  });
});

describe('growRegion', () => {
  it('adds the margin, then goes outwards to whole steps', () => {
    expect(growRegion({ x: 30, y: 21, width: 11, height: 7 }, 5, 4, picture)).toEqual({ x: 24, y: 16, width: 24, height: 20 });
  });
  it('stays in the picture', () => {
    expect(growRegion({ x: 2, y: 60, width: 100, height: 10 }, 8, 8, picture)).toEqual({ x: 0, y: 48, width: 103, height: 23 });
  });
});
