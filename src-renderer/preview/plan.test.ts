import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Region } from '../../src-shared/region.ts';
import { type PreviewPass, planPreview, sharpShrink, trialPasses } from './plan.ts';

const region: fc.Arbitrary<Region> = fc.record({
  x: fc.integer({ min: 0, max: 3000 }),
  y: fc.integer({ min: 0, max: 3000 }),
  width: fc.integer({ min: 1, max: 2500 }),
  height: fc.integer({ min: 1, max: 1700 }),
});
/** Every region lies in it. */
const source = { width: 5500, height: 4700 };
const zoom = fc.double({ min: 0.02, max: 8, noNaN: true });
const pace = fc.double({ min: 50, max: 90_000, noNaN: true });
const megapixels = ({ region: { width, height }, shrink }: PreviewPass) => (width * height) / shrink ** 2 / 1e6;
const overlap = (a: Region, b: Region) =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) * Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));
const area = ({ region: { width, height } }: PreviewPass) => width * height;
const coarse = (passes: readonly PreviewPass[], zoomed: number) => passes.filter((pass) => pass.shrink > sharpShrink(zoomed));
const sharp = (passes: readonly PreviewPass[], zoomed: number) => passes.filter((pass) => pass.shrink === sharpShrink(zoomed));

describe('planPreview', () => {
  it('covers the region once with sharp cells, in the picture and without overlap', () => {
    fc.assert(
      fc.property(region, zoom, pace, (seen, zoomed, msPerMegapixel) => {
        const cells = sharp(planPreview({ source, scale: 1, region: seen, zoom: zoomed, msPerMegapixel, budgetMs: Infinity }), zoomed);
        const within = cells.map(({ region: cell }) => overlap(cell, seen));
        expect(within.reduce((sum, part) => sum + part, 0)).toBe(seen.width * seen.height);
        expect(Math.min(...within)).toBeGreaterThan(0);
        expect(cells.map(({ region: cell }) => overlap(cell, { x: 0, y: 0, ...source }))).toEqual(cells.map(area));
      }),
      { numRuns: 60 },
    );
  });

  it('plans the same cells again where the view has moved but little', () => {
    const plan = (x: number) => sharp(planPreview({ source, scale: 1, region: { x, y: 300, width: 600, height: 500 }, zoom: 1, msPerMegapixel: 20_000, budgetMs: Infinity }), 1).map((cell) => JSON.stringify(cell));
    const [before, after] = [plan(400), plan(420)];
    expect(after.filter((cell) => before.includes(cell)).length).toBeGreaterThan(0.7 * after.length);
  });

  it('takes at most a second for the first look, by the pace it is told', () => {
    fc.assert(
      fc.property(region, zoom, pace, (seen, zoomed, msPerMegapixel) => {
        const [first] = planPreview({ source, scale: 1, region: seen, zoom: zoomed, msPerMegapixel, budgetMs: Infinity });
        const slowestCell = (64 ** 2 / 1e6) * msPerMegapixel;
        expect(megapixels(first!) * msPerMegapixel).toBeLessThanOrEqual(Math.max(1500, slowestCell));
        expect(coarse(planPreview({ source, scale: 1, region: seen, zoom: zoomed, msPerMegapixel, budgetMs: Infinity }), zoomed).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('spends no more on cells than its budget and begins in the middle', () => {
    const seen = { x: 100, y: 50, width: 1000, height: 800 };
    const passes = planPreview({ source, scale: 1, region: seen, zoom: 1, msPerMegapixel: 50_000, budgetMs: 10_000 });
    const cells = sharp(passes, 1);
    expect(passes[0]).toEqual({ region: seen, shrink: 8 });
    expect(cells.reduce((sum, cell) => sum + megapixels(cell) * 50_000, 0)).toBeLessThanOrEqual(10_000);
    expect(cells.length).toBeGreaterThan(5);
    const distances = cells.map(({ region: cell }) => Math.hypot(cell.x + cell.width / 2 - 600, cell.y + cell.height / 2 - 450));
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  });

  it('shows no coarse pass that has less in it than the source', () => {
    const seen = { x: 0, y: 0, width: 1000, height: 800 };
    const shrinksFor = (scale: number, msPerMegapixel: number) =>
      coarse(planPreview({ source, scale, region: seen, zoom: 1, msPerMegapixel, budgetMs: Infinity }), 1).map((pass) => pass.shrink);
    expect([shrinksFor(1, 3000), shrinksFor(2, 3000), shrinksFor(2, 9000), shrinksFor(4, 9000)]).toEqual([[2], [2], [], [4]]);
  });

  it('is a single sharp pass where the model is quick', () => {
    const seen = { x: 3, y: 5, width: 700, height: 400 };
    expect(planPreview({ source, scale: 1, region: seen, zoom: 2, msPerMegapixel: 900, budgetMs: 1000 })).toEqual([{ region: seen, shrink: 1 }]);
  });
});

describe('sharpShrink', () => {
  it.each([
    [4, 1],
    [1, 1],
    [0.6, 1],
    [0.5, 2],
    [0.2, 4],
    [0.05, 8],
  ])('at zoom %d is %d', (zoomed, expected) => {
    expect(sharpShrink(zoomed)).toBe(expected);
  });
});

describe('trialPasses', () => {
  it('are cells in the middle that grow up to the border of the region', () => {
    expect(trialPasses({ x: 100, y: 200, width: 500, height: 50 }, 0.5)).toEqual([
      { region: { x: 254, y: 200, width: 192, height: 50 }, shrink: 2 },
      { region: { x: 158, y: 200, width: 384, height: 50 }, shrink: 2 },
      { region: { x: 100, y: 200, width: 500, height: 50 }, shrink: 2 },
    ]);
  });
});
