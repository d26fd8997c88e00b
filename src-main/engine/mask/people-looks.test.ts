import { describe, expect, it } from 'vitest';
import { around, figuresIn, isBody, shareIn, windowsOf, windowWeight } from './people-looks.ts';

describe('windowsOf', () => {
  it.each([
    [{ width: 100, height: 70 }, 1 / 2],
    [{ width: 61, height: 200 }, 1 / 4],
    [{ width: 40, height: 40 }, 1],
  ])('covers %o with squares of %f of its shorter side that lie in it', (size, share) => {
    const windows = windowsOf(size, share);
    const seen = new Uint8Array(size.width * size.height);
    for (const { left, top, width, height } of windows) {
      expect([width, height]).toEqual([Math.round(Math.min(size.width, size.height) * share), width]);
      expect(left >= 0 && top >= 0 && left + width <= size.width && top + height <= size.height).toBe(true);
      for (let y = top; y < top + height; y += 1) seen.fill(1, y * size.width + left, y * size.width + left + width);
    }
    expect(seen).not.toContain(0);
    expect(new Set(windows.map(({ left, top }) => `${left} ${top}`)).size).toBe(windows.length);
  });
});

it('listens to the middle of a window more than to its border', () => {
  const part = { left: 50, top: 70, width: 20, height: 30 };
  expect([windowWeight(part, 0, 15), windowWeight(part, 19, 15), windowWeight(part, 9, 15), windowWeight(part, 9, 29)]).toEqual([1, 1, 10, 1]);
});

describe('figuresIn', () => {
  const size = { width: 7, height: 5 };
  const matte = (...rows: readonly string[]) => Float32Array.from(rows.join(''), (digit) => Number(digit) / 8);

  it('finds what is connected, the largest box first', () => {
    const found = figuresIn(matte('0000066', '0880006', '0080000', '0088000', '4000008'), size);
    expect(found).toEqual([
      { left: 1, top: 1, width: 3, height: 3, mean: 1 },
      { left: 5, top: 0, width: 2, height: 2, mean: 0.75 },
      { left: 6, top: 4, width: 1, height: 1, mean: 1 },
    ]);
  });

  it('does not go on from one border to the other', () => {
    expect(figuresIn(matte('0000008', '8000000', '0000000', '0000000', '0000000'), size)).toHaveLength(2);
  });
});

describe('boxes', () => {
  const box = { left: 20, top: 10, width: 40, height: 20 };

  it('have margins as far as the picture goes', () => {
    expect(around(box, 0.5, { width: 70, height: 300 })).toEqual({ left: 0, top: 0, width: 70, height: 50 });
    expect(around(box, -0.1, { width: 70, height: 300 })).toEqual({ left: 24, top: 14, width: 32, height: 12 });
  });

  it('lie in each other by a share of the first', () => {
    expect(shareIn(box, { left: 40, top: 0, width: 100, height: 20 })).toBe(0.25);
    expect(shareIn(box, { left: 60, top: 0, width: 100, height: 20 })).toBe(0);
    expect(shareIn({ left: 30, top: 15, width: 2, height: 2 }, box)).toBe(1);
  });

  it('may hold somebody unless they are tiny or slender', () => {
    expect([[18, 31], [292, 959], [504, 497], [703, 60 * 4]].map(([width, height]) => isBody({ ...box, width: width!, height: height! }))).toEqual([true, true, true, true]);
    expect([[5, 9], [7, 39], [39, 7]].map(([width, height]) => isBody({ ...box, width: width!, height: height! }))).toEqual([false, false, false]);
  });
});
