import { describe, expect, it } from 'vitest';
import type { PreviewCell } from '../stores/preview.ts';
import { addCell, isCovered } from './cells.ts';
import type { Shrink } from '../../src-shared/region.ts';

const cell = (id: string, x: number, y: number, side: number, shrink: Shrink): PreviewCell => ({
  id,
  shrink,
  place: { x, y, width: side, height: side },
  pyramid: { width: side, height: side },
});
const ids = (cells: readonly PreviewCell[]) => cells.map((it) => it.id);

describe('addCell', () => {
  it('draws coarse cells below sharp ones, whenever they come', () => {
    const { kept } = addCell([cell('coarse', 0, 0, 400, 8), cell('sharp', 64, 64, 64, 1)], cell('middle', 0, 0, 128, 2));
    expect(ids(kept)).toEqual(['coarse', 'middle', 'sharp']);
  });

  it('drops what it covers as sharply, and nothing else', () => {
    const before = [cell('coarse', 10, 10, 50, 4), cell('same', 20, 20, 30, 2), cell('beside', 80, 20, 30, 2), cell('sharper', 20, 20, 30, 1)];
    expect(ids(addCell(before, cell('new', 0, 0, 100, 2)).dropped)).toEqual(['coarse', 'same']);
  });

  it('keeps the nearest of very many', () => {
    const many = Array.from({ length: 96 }, (_, index) => cell(`at ${index}`, index * 64, 0, 64, 1));
    const { kept, dropped } = addCell(many, cell('new', 0, 64, 64, 1));
    expect(kept).toHaveLength(96);
    expect(ids(dropped)).toEqual(['at 95']);
  });
});

describe('isCovered', () => {
  const cells = [cell('a', 0, 0, 100, 2)];
  it.each([
    ['inside, as sharp', { x: 10, y: 5, width: 90, height: 95 }, 2, true],
    ['inside, coarser', { x: 0, y: 0, width: 100, height: 100 }, 4, true],
    ['inside, sharper', { x: 10, y: 10, width: 20, height: 20 }, 1, false],
    ['partly outside', { x: 10, y: 10, width: 91, height: 20 }, 2, false],
  ] as const)('for a place %s', (_, region, shrink, expected) => {
    expect(isCovered(cells, { region, shrink })).toBe(expected);
  });
});
