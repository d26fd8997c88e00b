import { expect, it } from 'vitest';
import { simplifyLine } from './simplify.ts';

it('keeps the ends and the corners of a line, and a change of pressure', () => {
  const straight = Array.from({ length: 50 }, (_, index) => [index, 2 * index, 5]).flat();
  expect(simplifyLine(straight, 3, 0.1)).toEqual([0, 0, 5, 49, 98, 5]);
  const corner = [0, 0, 10, 0.05, 20, 0, 20, 10, 20.05, 20, 20, 30];
  expect(simplifyLine(corner, 2, 0.1)).toEqual([0, 0, 20, 0, 20, 30]);
  expect(simplifyLine([0, 0, 5, 10, 0, 9, 20, 0, 5], 3, 1)).toEqual([0, 0, 5, 10, 0, 9, 20, 0, 5]);
  expect(simplifyLine([3, 4], 2, 1)).toEqual([3, 4]);
});

it('leaves no point out further than the tolerance from the line', () => {
  const wave = Array.from({ length: 400 }, (_, index) => [index, 40 * Math.sin(index / 30)]).flat();
  const line = simplifyLine(wave, 2, 0.5);
  expect(line.length).toBeLessThan(wave.length / 5);
  for (let at = 0; at < wave.length; at += 2) {
    const [x, y] = [wave[at]!, wave[at + 1]!];
    const next = Array.from({ length: line.length / 2 }, (_, index) => 2 * index).findIndex((index) => line[index]! >= x) * 2;
    const [left, right] = [Math.max(0, next - 2), next];
    const share = line[right] === line[left] ? 0 : (x - line[left]!) / (line[right]! - line[left]!);
    expect(Math.abs(y - line[left + 1]! - share * (line[right + 1]! - line[left + 1]!))).toBeLessThan(1);
  }
});
