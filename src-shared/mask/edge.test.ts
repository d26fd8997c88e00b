import { describe, expect, it } from 'vitest';
import { edgeReach, finishEdge, type MaskEdge } from './edge.ts';
import { type MaskFrame, widenFrame } from './frame.ts';

const [width, height] = [101, 77];
const whole: MaskFrame = { x: 0, y: 0, width, height, across: width, down: height };
const edge = (rest: Partial<MaskEdge>): MaskEdge => ({ inverted: false, grow: 0, feather: 0, ...rest });
const finish = (values: Uint8Array, rest: Partial<MaskEdge>) => finishEdge(values.slice(), whole, whole, edge(rest));
const filled = (inside: (x: number, y: number) => boolean) => Uint8Array.from({ length: width * height }, (_, index) => (inside(index % width, Math.floor(index / width)) ? 255 : 0));
const dots = filled((x, y) => (x === 20 && y === 30) || (x === 31 && y === 36) || (x === 90 && y === 2));
const box = filled((x, y) => x >= 40 && x < 70 && y >= 20 && y < 50);

describe('finishEdge', () => {
  it('changes nothing without an edge', () => {
    const soft = Uint8Array.from({ length: width * height }, (_, index) => (index * 31) % 256);
    expect(finish(soft, {})).toEqual(soft);
    expect(finish(finish(soft, { inverted: true }), { inverted: true })).toEqual(soft);
  });

  it.each([0.4, 1, 7.3, 12, 40])('grows by %f pixels as far as the nearest pixel is away', (distance) => {
    const points = [[20, 30], [31, 36], [90, 2]] as const;
    const expected = dots.map((_, index) => {
      const away = Math.min(...points.map(([x, y]) => Math.hypot((index % width) - x, Math.floor(index / width) - y)));
      return Math.round(255 * Math.min(1, Math.max(0, distance + 1 - away)));
    });
    expect(finish(dots, { grow: distance })).toEqual(expected);
  });

  it('shrinks what it grew', () => {
    const back = finish(finish(box, { grow: 8 }), { grow: -8 });
    // Only the corners are not quite as sharp.
    expect(back.filter((value, index) => value !== box[index]).length).toBeLessThanOrEqual(16);
  });

  it('does not shrink away from the border of the picture', () => {
    const left = filled((x) => x < 30);
    expect(finish(left, { grow: -10 })).toEqual(filled((x) => x < 20));
  });

  it.each([0.5, 1.7, 6, 23])('feathers with a deviation of %f pixels like a Gaussian', (deviation) => {
    const feathered = finish(filled((x) => x < 50), { feather: deviation });
    for (let x = 0; x < width; x += 1) {
      const truth = 255 * (1 - normal((x - 49.5) / deviation));
      expect(Math.abs(feathered[38 * width + x]! - truth)).toBeLessThan(deviation < 1 ? 14 : 4);
    }
  });

  it('gives a piece as the whole has it', () => {
    const wishes = edge({ inverted: true, grow: 5.5, feather: 2.5 });
    const piece = { ...whole, x: 37, y: 11, width: 30, height: 25 };
    const wide = widenFrame(piece, edgeReach(wishes));
    const cut = Uint8Array.from({ length: wide.width * wide.height }, (_, index) => box[(wide.y + Math.floor(index / wide.width)) * width + wide.x + (index % wide.width)]!);
    const all = finish(box, wishes);
    const values = finishEdge(cut, wide, piece, wishes);
    for (let index = 0; index < values.length; index += 1)
      expect(Math.abs(values[index]! - all[(piece.y + Math.floor(index / piece.width)) * width + piece.x + (index % piece.width)]!)).toBeLessThanOrEqual(1);
  });
});

/** The standard normal distribution (Abramowitz and Stegun 26.2.17). */
function normal(x: number): number {
  if (x < 0) return 1 - normal(-x);
  const t = 1 / (1 + 0.2316419 * x);
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}
