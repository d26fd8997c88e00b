import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rulerTicks } from './ruler-ticks.ts';

const labels = (from: number, to: number, zoom: number) => rulerTicks(from, to, zoom).filter(({ labelled }) => labelled).map(({ at }) => at);

it('labels round numbers at least 64 CSS pixels apart', () => {
  expect(labels(0, 350, 1)).toEqual([0, 100, 200, 300]);
  expect(labels(130, 260, 2)).toEqual([150, 200, 250]);
  expect(labels(0, 24_000, 0.05)).toEqual([0, 2000, 4000, 6000, 8000, 10_000, 12_000, 14_000, 16_000, 18_000, 20_000, 22_000, 24_000]);
  expect(labels(7, 12, 64)).toEqual([7, 8, 9, 10, 11, 12]);
});

it('marks whole pixels between them', () => {
  expect(rulerTicks(98, 131, 1).map(({ at }) => at)).toEqual([100, 110, 120, 130]);
  expect(rulerTicks(0, 3, 20).map(({ at }) => at)).toEqual([0, 1, 2, 3]);
  expect(rulerTicks(0, 1, 64).map(({ at }) => at)).toEqual([0, 1]);
});

it('never marks outside, between pixels, or too densely', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 64, noNaN: true }), fc.integer({ min: -700, max: 200_000 }), (zoom, sevenths) => {
      const from = sevenths / 7;
      const to = from + 1000 / zoom;
      const ticks = rulerTicks(from, to, zoom);
      for (const { at } of ticks) expect(at >= from && at <= to && Number.isInteger(at)).toBe(true);
      expect(ticks.length).toBeLessThan(1000 / 6 + 2);
    }),
  );
});
