import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src-shared/document.ts';
import { copySteps, insertSteps, moveStep, removeStep, setEnabled, setParameters } from './document-edits.ts';

const step = (id: string, scale: number) => ({ id, operation: 'upscale', parameters: { model: 'quick', scale }, enabled: true });
const document: Document = { steps: [step('a', 2), step('b', 3), step('c', 4)] };
const order = ({ steps }: Document) => steps.map((it) => it.id).join('');

describe('edits of a document', () => {
  it.each([
    ['a', 1, 'bac'],
    ['a', 2, 'bca'],
    ['c', 0, 'cab'],
    ['b', -3, 'bac'],
    ['b', 99, 'acb'],
  ])('moves %s to place %i', (id, to, expected) => {
    expect(order(moveStep(document, id, to))).toBe(expected);
  });

  it('keeps the order of all others when one moves', () => {
    fc.assert(
      fc.property(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 2 }), (id, to) => {
        const moved = moveStep(document, id, to);
        expect(moved.steps[to]?.id).toBe(id);
        expect(order(removeStep(moved, id))).toBe(order(removeStep(document, id)));
      }),
    );
  });

  it('inserts behind a step, or at the end', () => {
    expect(order(insertSteps(document, [step('x', 8), step('y', 8)], 'a'))).toBe('axybc');
    expect(order(insertSteps(document, [step('x', 8)], 'gone'))).toBe('abcx');
  });

  it('switches off and changes parameters of the one step alone', () => {
    expect(setEnabled(document, 'b', false).steps.map((it) => it.enabled)).toEqual([true, false, true]);
    expect(setParameters(document, 'c', { scale: 8 }).steps[2]?.parameters).toEqual({ model: 'quick', scale: 8 });
    expect(setParameters(document, 'c', { scale: 8 }).steps[1]).toBe(document.steps[1]);
  });

  it.each<[string, (it: Document) => Document]>([
    ['a parameter set to what it is', (it) => setParameters(it, 'a', { scale: 2 })],
    ['a step switched to what it is', (it) => setEnabled(it, 'a', true)],
    ['a step moved to where it is', (it) => moveStep(it, 'b', 1)],
    ['a step that is gone', (it) => removeStep(moveStep(setEnabled(setParameters(it, 'z', { scale: 8 }), 'z', false), 'z', 0), 'z')],
    ['no steps inserted', (it) => insertSteps(it, [], 'a')],
  ])('gives the same object back for %s', (_, edit) => {
    expect(edit(document)).toBe(document);
  });

  it('copies steps under new ids', () => {
    let next = 0;
    const copies = copySteps(document.steps, () => `copy ${next++}`);
    expect(copies.map((it) => it.id)).toEqual(['copy 0', 'copy 1', 'copy 2']);
    expect(copies[1]).toEqual({ ...document.steps[1], id: 'copy 1' });
  });
});
