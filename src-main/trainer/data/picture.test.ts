import { describe, expect, it } from 'vitest';
import { crop, flip, transpose, upend, variance, writeFloats } from './picture.ts';

/** Each pixel is 10 * column + row in red, and that plus 100 and 200 in green and blue. */
const columnsAndRows = (columns: readonly number[], rows: readonly number[]) => ({
  width: columns.length,
  height: rows.length,
  samples: Uint8Array.from(rows.flatMap((row) => columns.flatMap((column) => [10 * column + row, 100 + 10 * column + row, 200 + 10 * column + row]))),
});
const picture = columnsAndRows([0, 1, 2, 3], [0, 1, 2]);

describe('pictures', () => {
  it('are cropped', () => {
    expect(crop(picture, { x: 1, y: 1, width: 3, height: 2 })).toEqual(columnsAndRows([1, 2, 3], [1, 2]));
  });

  it('are flipped from left to right', () => {
    expect(flip(picture)).toEqual(columnsAndRows([3, 2, 1, 0], [0, 1, 2]));
  });

  it('are upended', () => {
    expect(upend(picture)).toEqual(columnsAndRows([0, 1, 2, 3], [2, 1, 0]));
  });

  it('are transposed', () => {
    const turned = transpose(picture);
    expect([turned.width, turned.height]).toEqual([3, 4]);
    expect(turned.samples.slice(0, 9)).toEqual(Uint8Array.of(0, 100, 200, 1, 101, 201, 2, 102, 202));
    expect(transpose(turned)).toEqual(picture);
  });

  it('have a variance', () => {
    expect(variance({ width: 1, height: 1, samples: Uint8Array.of(1, 3, 8) })).toBeCloseTo(26 / 3, 6);
  });

  it('become floats of a range', () => {
    const batch = new Float32Array(5);
    writeFloats({ width: 1, height: 1, samples: Uint8Array.of(0, 51, 255) }, batch, 1, [-1, 1]);
    [0, -1, -0.6, 1, 0].forEach((value, index) => {
      expect(batch[index]).toBeCloseTo(value, 6);
    });
  });
});
