import { describe, expect, it } from 'vitest';
import { finishRows } from './finish-rows.ts';

const place = { x: 0, y: 0, across: 64, down: 64 };
const window = (samples: Uint8Array | Uint16Array, channels = 3) => ({ samples, width: 64, channels, first: 0, count: 64 });
const flat = (...colour: number[]) => Float32Array.from({ length: 64 * 64 * 3 }, (_, index) => colour[index % 3]!);

describe('finishRows', () => {
  it('dithers 8 bits to the mean that is wanted', () => {
    const rows = finishRows(window(new Uint8Array(64 * 64 * 3)), flat(10.3 / 255, 20.5 / 255, 30.8 / 255), { strength: 1 }, place);
    const mean = (channel: number) => Array.from(rows).filter((_, index) => index % 3 === channel).reduce((sum, value) => sum + value, 0) / 4096;
    [10.3, 20.5, 30.8].forEach((wanted, channel) => expect(mean(channel)).toBeCloseTo(wanted, 1));
    expect(new Set(rows.filter((_, index) => index % 3 === 0))).toEqual(new Set([10, 11]));
  });

  it('is the same in a part of the picture as in all of it', () => {
    const all = finishRows(window(new Uint8Array(64 * 64 * 3)), flat(0.123, 0.456, 0.789), { strength: 1 }, place);
    const part = finishRows({ samples: new Uint8Array(3 * 3 * 2), width: 3, channels: 3, first: 0, count: 2 }, flat(0.123, 0.456, 0.789), { strength: 1 }, { ...place, x: 17, y: 30 });
    expect([...part.subarray(0, 9)]).toEqual([...all.subarray((30 * 64 + 17) * 3, (30 * 64 + 20) * 3)]);
  });

  it('leaves what is not to change, and alpha, byte for byte', () => {
    const source = Uint8Array.from({ length: 64 * 64 * 4 }, (_, index) => (index * 37) % 256);
    const amounts = new Float32Array(64 * 64).fill(1, 2048);
    const rows = finishRows(window(source, 4), flat(0.1, 0.5, 0.9), { strength: 1, amounts }, place);
    expect(rows.subarray(0, 8192)).toEqual(source.subarray(0, 8192));
    expect(rows.filter((_, index) => index % 4 === 3)).toEqual(source.filter((_, index) => index % 4 === 3));
    expect(rows.subarray(8192)).not.toEqual(source.subarray(8192));
  });
});
