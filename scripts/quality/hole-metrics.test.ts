import { describe, expect, it } from 'vitest';
import { compareHoles, type Interleaved } from './hole-metrics.ts';
import { boxHole, strokeHoles } from './holes.ts';

const [width, height] = [160, 120];
const picture = (grey: (x: number, y: number) => number): Interleaved => ({
  width,
  height,
  values: Float32Array.from({ length: width * height * 3 }, (_, index) => grey(Math.floor(index / 3) % width, Math.floor(index / 3 / width))),
});
const weave = (x: number, y: number) => 120 + 40 * Math.sign(Math.sin(x * 0.9) * Math.sin(y * 0.7));
const hole = boxHole({ width, height }, 'a');

describe('compareHoles', () => {
  it('is nothing for the same, and the known PSNR for a known error', () => {
    expect(compareHoles(picture(weave), picture(weave), hole)).toEqual({ psnr: Infinity, texture: 0, gradient: 0 });
    expect(compareHoles(picture((x, y) => weave(x, y) + 5), picture(weave), hole).psnr).toBeCloseTo(34.15, 2);
  });

  it('likes a texture that is moved better than none, which PSNR does not', () => {
    const moved = compareHoles(picture((x, y) => weave(x + 3, y + 2)), picture(weave), hole);
    const flat = compareHoles(picture(() => 120), picture(weave), hole);
    expect(moved.texture).toBeLessThan(0.1);
    expect(flat.texture).toBeGreaterThan(0.8);
    expect(flat.psnr).toBeGreaterThan(moved.psnr);
  });
});

describe('holes', () => {
  it('cover what they are asked to, the same for the same name', () => {
    const strokes = strokeHoles({ width: 768, height: 512 }, 0.09, 'b');
    const cover = strokes.reduce((sum, inside) => sum + inside, 0) / strokes.length;
    expect(cover).toBeGreaterThan(0.09);
    expect(cover).toBeLessThan(0.12);
    expect(strokeHoles({ width: 768, height: 512 }, 0.09, 'b')).toEqual(strokes);
    expect(strokeHoles({ width: 768, height: 512 }, 0.09, 'c')).not.toEqual(strokes);
    expect(hole.reduce((sum, inside) => sum + inside, 0)).toBe(40 * 30);
  });
});
