import { describe, expect, it } from 'vitest';
import { checkOutput } from './check-output.ts';

const gradient = (low: number, high: number, length = 12) => Float32Array.from({ length }, (_, index) => low + ((high - low) * index) / (length - 1));
const messageOf = (output: Float32Array, input = gradient(0.1, 0.9), range = 1) => {
  const checked = checkOutput(input, output, 12, range);
  return checked.ok ? null : `${checked.error.code}: ${checked.error.message}`;
};

describe('checkOutput', () => {
  it('accepts a picture, also one that oversteps its range a little', () => {
    expect(messageOf(gradient(-0.02, 1.03))).toBeNull();
  });

  it.each([NaN, Infinity, -Infinity])('refuses a single %d', (value) => {
    const output = gradient(0, 1);
    output[7] = value;
    expect(messageOf(output)).toMatch(/^output-bad: .*not numbers/);
  });

  it('refuses one colour where the input had several, in either range', () => {
    expect(messageOf(new Float32Array(12).fill(0.4))).toMatch(/one colour/);
    expect(messageOf(gradient(90, 90.4), gradient(20, 200), 255)).toMatch(/one colour/);
  });

  it('knows one colour by its planes, not by one value', () => {
    const brown = Float32Array.from({ length: 12 }, (_, index) => [0.6, 0.4, 0.2][Math.floor(index / 4)]!);
    expect(messageOf(brown)).toMatch(/one colour/);
    expect(messageOf(brown, brown)).toBeNull();
  });

  it('accepts one colour where the input was nearly flat too', () => {
    expect(messageOf(new Float32Array(12).fill(0.4), gradient(0.4, 0.41))).toBeNull();
  });

  it('refuses another size', () => {
    expect(messageOf(gradient(0, 1, 11))).toMatch(/expected 12 values, got 11/);
  });
});
