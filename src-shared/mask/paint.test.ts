import { describe, expect, it } from 'vitest';
import type { MaskBitmap, MaskShape } from '../mask.ts';
import type { MaskFrame } from './frame.ts';
import { paintShapes } from './paint.ts';

const [width, height] = [97, 83];
const whole: MaskFrame = { x: 0, y: 0, width, height, across: width, down: height };

function paint(shapes: readonly MaskShape[], frame = whole, bitmaps = new Map<MaskBitmap, Uint8Array>()): Uint8Array {
  const values = new Uint8Array(frame.width * frame.height);
  paintShapes(values, frame, { width, height }, shapes, bitmaps);
  return values;
}
const area = (values: Uint8Array) => values.reduce((sum, value) => sum + value / 255, 0);
const at = (values: Uint8Array, x: number, y: number) => values[y * width + x]!;

const stroke = (rest: Partial<Extract<MaskShape, { kind: 'stroke' }>> = {}): MaskShape => ({ kind: 'stroke', mode: 'add', points: [30.25, 40.5, 1, 62.75, 40.5, 1], radius: 11, hardness: 1, opacity: 1, ...rest });
const hole: MaskShape = { kind: 'rectangle', mode: 'subtract', x: 20, y: 30, width: 30, height: 20 };

describe('paintShapes', () => {
  it.each<[string, MaskShape, number]>([
    ['a dab', stroke({ points: [44.3, 38.7, 1], radius: 17.5 }), Math.PI * 17.5 ** 2],
    ['a pressed dab', stroke({ points: [44.3, 38.7, 0.5], radius: 17.5 }), Math.PI * 8.75 ** 2],
    ['a straight stroke', stroke(), Math.PI * 11 ** 2 + 2 * 11 * 32.5],
    ['a rectangle between pixels', { kind: 'rectangle', mode: 'add', x: 10.25, y: 8.5, width: 30.5, height: 21.25 }, 30.5 * 21.25],
    ['an ellipse', { kind: 'ellipse', mode: 'add', x: 12.5, y: 7.25, width: 61, height: 44 }, Math.PI * 30.5 * 22],
    ['a triangle', { kind: 'polygon', mode: 'add', points: [10, 10, 80, 20, 35, 70] }, Math.abs((80 - 10) * (70 - 10) - (35 - 10) * (20 - 10)) / 2],
    ['what a line winds around twice', { kind: 'polygon', mode: 'add', points: [10, 10, 50, 10, 50, 50, 10, 50, 10, 10, 50, 10, 50, 50, 10, 50] }, 1600],
    ['what reaches beyond the border', { kind: 'rectangle', mode: 'add', x: -20, y: 70, width: 30, height: 40 }, 10 * 13],
  ])('covers the area of %s', (_what, shape, expected) => {
    expect(Math.abs(area(paint([shape])) / expected - 1)).toBeLessThan(0.005);
  });

  it('lets a soft brush fall from its hard part to its radius', () => {
    const values = paint([stroke({ points: [48.5, 41.5, 1], radius: 30, hardness: 0.4 })]);
    const profile = Array.from({ length: 40 }, (_, x) => at(values, 48 + x, 41));
    expect(profile.slice(0, 12)).toEqual(Array<number>(12).fill(255));
    expect(profile.slice(31)).toEqual(Array<number>(9).fill(0));
    expect(profile).toEqual(profile.toSorted((a, b) => b - a));
    expect(Math.abs(profile[21]! - 127.5)).toBeLessThan(2);
  });

  it('does not darken where a stroke crosses itself, but where another one does', () => {
    const half = stroke({ opacity: 0.5, points: [20, 40, 1, 70, 40, 1, 45, 40, 1, 45, 15, 1, 45, 70, 1] });
    expect(at(paint([half]), 45, 40)).toBe(128);
    expect(at(paint([half, half]), 45, 40)).toBe(192);
  });

  it('takes away what was there', () => {
    const values = paint([stroke(), hole]);
    expect([at(values, 49, 40), at(values, 51, 40)]).toEqual([0, 255]);
    expect(area(paint([hole]))).toBe(0);
  });

  it('paints any piece as the whole has it', () => {
    const shapes: MaskShape[] = [stroke({ hardness: 0.3 }), hole, { kind: 'ellipse', mode: 'add', x: 5, y: 40, width: 70, height: 41 }, { kind: 'polygon', mode: 'add', points: [1, 2, 90, 20, 30, 75] }];
    const all = paint(shapes);
    const piece = { ...whole, x: 31, y: 17, width: 29, height: 40 };
    const values = paint(shapes, piece);
    for (let y = 0; y < piece.height; y += 1)
      expect(values.subarray(y * piece.width, (y + 1) * piece.width)).toEqual(all.subarray((y + piece.y) * width + piece.x, (y + piece.y) * width + piece.x + piece.width));
  });

  it('covers the same place at another scale', () => {
    const twice = { x: 0, y: 0, width: width * 2, height: height * 2, across: width * 2, down: height * 2 };
    const shapes = [stroke(), hole];
    expect(area(paint(shapes, twice)) / area(paint(shapes))).toBeCloseTo(4, 1);
  });

  it('lays a bitmap into its box', () => {
    const bitmap: MaskBitmap = { kind: 'bitmap', mode: 'add', x: 10, y: 20, width: 3, height: 2, columns: 3, rows: 2, data: '' };
    const bytes = Uint8Array.of(10, 20, 30, 40, 50, 60);
    const values = paint([bitmap], whole, new Map([[bitmap, bytes]]));
    expect([0, 1].map((row) => [...values.subarray((20 + row) * width + 10, (20 + row) * width + 13)])).toEqual([[10, 20, 30], [40, 50, 60]]);
    expect(values.reduce((sum, value) => sum + value)).toBe(210);
    const wide = { ...bitmap, width: 30, height: 20 };
    expect(area(paint([wide], whole, new Map([[wide, new Uint8Array(6).fill(255)]])))).toBeCloseTo(600, 0);
  });

  it('paints a thousand strokes in one pass', () => {
    const many = Array.from({ length: 1000 }, (_, index) => stroke({ points: [(index * 37) % width, (index * 53) % height, 1, (index * 11) % width, (index * 71) % height, 0.6], radius: 5, hardness: 0.5 }));
    expect(area(paint(many))).toBeGreaterThan(0.99 * width * height);
  });
});
