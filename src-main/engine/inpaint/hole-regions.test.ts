import { describe, expect, it } from 'vitest';
import { blockSide, gridOf, holeRegions, type MaskPlane } from './hole-regions.ts';

function mask(width: number, height: number, inside: (x: number, y: number) => boolean): MaskPlane {
  const values = Uint8Array.from({ length: width * height }, (_, pixel) => (inside(pixel % width, Math.floor(pixel / width)) ? 9 : 0));
  return { width, height, values };
}

const block = (plane: MaskPlane, x: number, y: number): number => Math.floor(y / blockSide) * gridOf(plane).columns + Math.floor(x / blockSide);

describe('holeRegions', () => {
  it('fills holes together that are near, and apart those that are not', () => {
    const near = mask(900, 400, (x, y) => y === 200 && (x === 100 || x === 180));
    expect(holeRegions(near)).toHaveLength(1);
    const apart = mask(900, 400, (x, y) => y === 200 && (x === 100 || x === 700));
    expect(holeRegions(apart)).toHaveLength(2);
    expect(holeRegions(mask(90, 40, () => false))).toEqual([]);
  });

  it('takes more of the picture around a deeper hole', () => {
    const widthAround = (radius: number) => holeRegions(mask(2000, 1000, (x, y) => Math.hypot(x - 1000, y - 500) < radius))[0]!.crop.width - 2 * radius;
    expect(widthAround(10)).toBeGreaterThan(140);
    expect(widthAround(120)).toBeGreaterThan(600);
  });

  it('divides what is too large, and gives every hole to one part', () => {
    const [width, height] = [6000, 3000];
    const plane = { width, height, values: new Uint8Array(width * height) };
    for (let pixel = 0; pixel < plane.values.length; pixel += 37) plane.values[pixel] = 9;
    const regions = holeRegions(plane);
    expect(regions.length).toBeGreaterThan(1);
    expect(Math.max(...regions.map(({ crop }) => crop.width * crop.height))).toBeLessThan(13e6);
    for (const [x, y] of [[0, 0], [2999, 1501], [5999, 2951]] as const) {
      const owners = regions.filter(({ blocks }) => blocks[block(plane, x, y)] === 1);
      expect(owners).toHaveLength(1);
      const { crop } = owners[0]!;
      expect(x >= crop.x && y >= crop.y && x < crop.x + crop.width && y < crop.y + crop.height).toBe(true);
    }
  });
});
