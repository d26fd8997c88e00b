import { describe, expect, it } from 'vitest';
import { type ChooseMode, choose, chosenIds, emptySelection, type Selection } from './selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];

/** Chooses one after another, starting with `shown` on the screen. */
function after(shown: string, ...choices: readonly (readonly [id: string, mode: ChooseMode])[]): string {
  let state: { selection: Selection; shownId: string } = { selection: emptySelection, shownId: shown };
  for (const [id, mode] of choices) state = choose(order, state.selection, state.shownId, id, mode);
  return `${chosenIds(order, state.selection, state.shownId).join('')} ${state.shownId}`;
}

describe('choose', () => {
  it('shows one picture by a plain click', () => {
    expect(after('a', ['c', 'only'])).toBe('c c');
    expect(after('a', ['c', 'range'], ['e', 'only'])).toBe('e e');
  });

  it('adds and removes with Ctrl, keeping one shown', () => {
    expect(after('a', ['c', 'toggle'])).toBe('ac c');
    expect(after('a', ['c', 'toggle'], ['e', 'toggle'], ['c', 'toggle'])).toBe('ae e');
    expect(after('a', ['c', 'toggle'], ['c', 'toggle'])).toBe('a a');
    expect(after('a', ['a', 'toggle'])).toBe('a a');
  });

  it('takes ranges from where the last choice was, in either direction', () => {
    expect(after('b', ['d', 'range'])).toBe('bcd d');
    expect(after('b', ['d', 'range'], ['a', 'range'])).toBe('ab a');
    expect(after('a', ['d', 'only'], ['b', 'range'])).toBe('bcd b');
    expect(after('a', ['c', 'toggle'], ['e', 'range'])).toBe('cde e');
  });

  it('forgets pictures that were closed', () => {
    const { selection } = choose(order, emptySelection, 'a', 'e', 'range');
    const { selection: next } = choose(['a', 'c', 'e'], selection, 'e', 'c', 'toggle');
    expect([...next.chosen].sort()).toEqual(['a', 'e']);
  });

  it('is the shown picture alone where that was chosen elsewhere', () => {
    const { selection } = choose(order, emptySelection, 'a', 'c', 'range');
    expect(chosenIds(order, selection, 'e')).toEqual(['e']);
    expect(chosenIds(order, selection, null)).toEqual([]);
  });
});
