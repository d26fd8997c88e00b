import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src-shared/document.ts';
import { type Change, type Documents, type History, begin, emptyHistory, forget, historyDepth, mergeWithinMs, record, redo, undo } from './history.ts';

const change: Change = { kind: 'move', operation: 'upscale' };
const scaled = (scale: number): Document => ({ steps: [{ id: 's', operation: 'upscale', parameters: { model: 'quick', scale }, enabled: true }] });
const opened = begin(emptyHistory, { p: scaled(2), q: scaled(3) });
const edit = (history: History, after: Documents, rest: { mergeKey?: string; at?: number } = {}) => record(history, { change, after, at: 0, ...rest });
const repeat = (times: number, step: (history: History) => History, from: History) => Array.from({ length: times }).reduce<History>(step, from);

type Action = { readonly kind: 'edit'; readonly picture: string; readonly scale: number; readonly field: string | undefined; readonly wait: number } | { readonly kind: 'undo' } | { readonly kind: 'redo' };
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      picture: fc.constantFrom('p', 'q'),
      scale: fc.integer({ min: 2, max: 9 }),
      field: fc.constantFrom(undefined, 'scale', 'model'),
      wait: fc.constantFrom(1, mergeWithinMs, mergeWithinMs + 1),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'undo' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'redo' as const }) },
);

let clock = 0;
function act(history: History, it: Action): History {
  if (it.kind === 'undo') return undo(history);
  if (it.kind === 'redo') return redo(history);
  clock += it.wait;
  return edit(history, { [it.picture]: scaled(it.scale) }, { at: clock, ...(it.field === undefined ? {} : { mergeKey: `${it.picture}/${it.field}` }) });
}

describe('history', () => {
  it('returns through any sequence of edits, undos and redos to the same documents', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 160 }), (actions) => {
        const history = actions.reduce(act, opened);
        const back = repeat(history.done.length, undo, history);
        expect(undo(back)).toBe(back);
        expect(repeat(back.undone.length - history.undone.length, redo, back)).toMatchObject({ documents: history.documents, done: history.done, undone: history.undone });
        if (history.done.length < historyDepth) expect(back.documents).toEqual(opened.documents);
      }),
    );
  });

  it('agrees with a list of snapshots where nothing merges', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 160 }), (actions) => {
        let [snapshots, now, history] = [[opened.documents], 0, opened];
        for (const it of actions) {
          history = act(history, it.kind === 'edit' ? { ...it, field: undefined } : it);
          if (it.kind === 'undo') now = Math.max(0, now - 1);
          else if (it.kind === 'redo') now = Math.min(snapshots.length - 1, now + 1);
          else if (snapshots[now]![it.picture]!.steps[0]!.parameters['scale'] !== it.scale) {
            snapshots = [...snapshots.slice(0, now + 1), { ...snapshots[now], [it.picture]: scaled(it.scale) }].slice(-historyDepth - 1);
            now = snapshots.length - 1;
          }
          expect(history.documents).toEqual(snapshots[now]);
        }
      }),
    );
  });

  it('is never deeper than 100', () => {
    const deep = Array.from({ length: 130 }, (_, index) => index).reduce((history, index) => edit(history, { p: scaled(100 + index) }), opened);
    expect(deep.done).toHaveLength(100);
    expect(repeat(130, undo, deep).documents['p']).toEqual(scaled(129));
  });

  it('merges the changes of one slider, however many, into one edit', () => {
    const dragged = [4, 5, 6, 7].reduce((history, scale, index) => edit(history, { p: scaled(scale) }, { mergeKey: 'p/scale', at: index * mergeWithinMs }), opened);
    expect(dragged.done).toHaveLength(1);
    expect(undo(dragged).documents).toEqual(opened.documents);
    expect(redo(undo(dragged)).documents['p']).toEqual(scaled(7));
  });

  it.each([
    ['another field', { mergeKey: 'p/model', at: 1 }],
    ['the same field after a pause', { mergeKey: 'p/scale', at: mergeWithinMs + 1 }],
    ['an edit without a field', { at: 1 }],
  ])('begins a new edit for %s', (_, rest) => {
    const first = edit(opened, { p: scaled(4) }, { mergeKey: 'p/scale', at: 0 });
    expect(edit(first, { p: scaled(5) }, rest).done).toHaveLength(2);
  });

  it('begins a new edit after an undo and a redo', () => {
    const first = redo(undo(edit(opened, { p: scaled(4) }, { mergeKey: 'p/scale', at: 0 })));
    expect(edit(first, { p: scaled(5) }, { mergeKey: 'p/scale', at: 1 }).done).toHaveLength(2);
  });

  it('keeps nothing of a slider that came back to where it was', () => {
    const before = edit(opened, { p: scaled(4) }, { mergeKey: 'p/scale', at: 0 });
    const away = edit(before, { p: scaled(5) }, { mergeKey: 'p/strength', at: 1 });
    const back = edit(away, { p: scaled(4) }, { mergeKey: 'p/strength', at: 2 });
    expect(back.done).toEqual(before.done);
    expect(edit(back, { p: scaled(6) }, { mergeKey: 'p/scale', at: 3 }).done).toHaveLength(2);
  });

  it('leaves out what does not change and what is not open', () => {
    expect(edit(opened, { p: scaled(2), closed: scaled(9) })).toBe(opened);
    expect(edit(opened, { p: scaled(2), q: scaled(7) }).done[0]?.after).toEqual({ q: scaled(7) });
  });

  it('forgets a closed picture and the edits of it alone', () => {
    const both = edit(edit(edit(opened, { p: scaled(5) }), { q: scaled(6) }), { p: scaled(7), q: scaled(8) });
    const left = forget(undo(both), 'q');
    expect([left.done, left.undone].map((edits) => edits.map((it) => it.after))).toEqual([[{ p: scaled(5) }], [{ p: scaled(7) }]]);
    expect(redo(left).documents).toEqual({ p: scaled(7) });
  });
});
