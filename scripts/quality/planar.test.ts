import { describe, expect, it } from 'vitest';
import { bicubic, crop, interleaved, type Planar, planarOf, rounded } from './planar.ts';

const row = (values: number[]): Planar => ({ data: Float32Array.from(values), width: values.length, height: 1, planes: 1 });
const ramp = (width: number, height: number): Planar => ({
  data: Float32Array.from({ length: width * height }, (_, index) => 3 * (index % width) + 7 * Math.floor(index / width)),
  width,
  height,
  planes: 1,
});

describe('bicubic', () => {
  it('halves with the weights of MATLAB', () => {
    const impulse = row([0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    const expected = [0, 0, -0.03515625, 0.43359375, 0.11328125, -0.01171875, 0, 0];
    const halved = bicubic(impulse, 8, 1).data;
    expect([...halved].map((value) => Number(value.toFixed(6)))).toEqual(expected.map((value) => expect.closeTo(value, 5) as number));
  });

  it('mirrors at the border, so that what is flat stays flat', () => {
    expect([...bicubic(row([9, 9, 9]), 7, 5).data]).toEqual(new Array(35).fill(expect.closeTo(9, 4)));
  });

  it('keeps a slope, each axis its own', () => {
    const larger = bicubic(ramp(8, 9), 16, 27);
    expect([larger.width, larger.height]).toEqual([16, 27]);
    const at = (x: number, y: number) => larger.data[y * 16 + x]!;
    expect(at(9, 12) - at(8, 12)).toBeCloseTo(1.5, 4);
    expect(at(8, 13) - at(8, 12)).toBeCloseTo(7 / 3, 4);
  });
});

describe('crop and rounded', () => {
  it('takes the part that starts at left and top', () => {
    expect([...crop(ramp(5, 4), 2, 1, 2, 3).data]).toEqual([13, 16, 20, 23, 27, 30]);
  });

  it('keeps what 8 bits hold', () => {
    expect([...rounded(row([-3, 2.4, 2.6, 300])).data]).toEqual([0, 2, 3, 255]);
  });
});

describe('planarOf and interleaved', () => {
  it('take pixels apart and put them together', () => {
    const samples = Uint8Array.from({ length: 18 }, (_, index) => index * 14);
    const planes = planarOf(samples, { width: 3, height: 2, channels: 3 });
    expect([...planes.data.subarray(0, 6)]).toEqual([0, 42, 84, 126, 168, 210]);
    expect(interleaved(planes)).toEqual(samples);
  });

  it('repeat grey and leave alpha out', () => {
    expect([...planarOf(Uint8Array.of(7, 255, 9, 255), { width: 2, height: 1, channels: 2 }).data]).toEqual([7, 9, 7, 9, 7, 9]);
  });
});
