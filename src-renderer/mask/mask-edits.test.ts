import { expect, it } from 'vitest';
import type { MaskShape } from '../../src-shared/mask.ts';
import { addObject, addShape, emptyMask, paintedOf } from './mask-edits.ts';

const size = { width: 30, height: 20 };
const box = (x: number): MaskShape => ({ kind: 'rectangle', mode: 'add', x, y: 0, width: 5, height: 5 });

it('begins a painted mask where there is none, and shares the shapes that were there', () => {
  const one = addShape(undefined, size, box(1));
  expect(one).toEqual({ ...emptyMask(size), source: { kind: 'painted', ...size, shapes: [box(1)] } });
  const two = addShape(one, size, box(2));
  expect(paintedOf(two)!.shapes).toEqual([box(1), box(2)]);
  expect(paintedOf(two)!.shapes[0]).toBe(paintedOf(one)!.shapes[0]);
  const rule = { ...one, source: { kind: 'luma', from: 0, to: 1 } as const, feather: 4 };
  expect(addShape(rule, size, box(3))).toEqual({ ...emptyMask(size), source: { kind: 'painted', ...size, shapes: [box(3)] } });
});

it('covers in an inverted mask by taking away below', () => {
  const inverted = { ...emptyMask(size), inverted: true };
  expect(paintedOf(addShape(inverted, size, box(1)))!.shapes).toEqual([{ ...box(1), mode: 'subtract' }]);
});

it('grows a mask that begins with an object, and no other', () => {
  const large = { width: 1200, height: 900 };
  const begun = addObject(undefined, large, box(1));
  expect(begun.grow).toBe(4);
  expect(addObject(undefined, size, box(1)).grow).toBe(2);
  expect(addObject({ ...begun, grow: 0 }, large, box(2)).grow).toBe(0);
  expect(addObject({ ...emptyMask(large), grow: 9 }, large, box(1)).grow).toBe(9);
  expect(addObject({ ...emptyMask(large), inverted: true }, large, box(1)).grow).toBe(0);
  expect(addObject(undefined, large, { ...box(1), mode: 'subtract' }).grow).toBe(0);
});
