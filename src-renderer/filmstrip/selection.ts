/** @file Which pictures of the filmstrip are chosen together; the shown one always is. Pure. */

export type Selection = {
  readonly chosen: ReadonlySet<string>;
  /** Where a range starts. */
  readonly anchorId: string | null;
};
/** 'only' as by a plain click, 'toggle' as with Ctrl, 'range' as with Shift. */
export type ChooseMode = 'only' | 'toggle' | 'range';

export const emptySelection: Selection = { chosen: new Set(), anchorId: null };

/** The selection after `id` was chosen, and which picture is shown then. `order` are all ids from left to right. */
export function choose(order: readonly string[], { chosen, anchorId }: Selection, shownId: string | null, id: string, mode: ChooseMode): { readonly selection: Selection; readonly shownId: string } {
  const withShown = withoutGone(order, shownId === null ? chosen : new Set([...chosen, shownId]));
  if (mode === 'range') {
    const from = order.indexOf(anchorId ?? shownId ?? id);
    const to = order.indexOf(id);
    const range = from < 0 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
    return { selection: { chosen: new Set(range), anchorId: from < 0 ? id : order[from]! }, shownId: id };
  }
  if (mode === 'only') return { selection: { chosen: new Set([id]), anchorId: id }, shownId: id };
  if (!withShown.has(id)) return { selection: { chosen: new Set([...withShown, id]), anchorId: id }, shownId: id };
  const left = new Set([...withShown].filter((it) => it !== id));
  const [next = id] = left;
  // One picture is always shown.
  if (left.size === 0) return { selection: { chosen: new Set([id]), anchorId: id }, shownId: id };
  return { selection: { chosen: left, anchorId: id }, shownId: id === shownId ? next : (shownId ?? next) };
}

const withoutGone = (order: readonly string[], chosen: ReadonlySet<string>): ReadonlySet<string> => new Set(order.filter((id) => chosen.has(id)));

/** The chosen pictures from left to right; the shown one alone where others were chosen before it was shown. */
export function chosenIds(order: readonly string[], { chosen }: Selection, shownId: string | null): string[] {
  if (shownId === null) return [];
  return chosen.has(shownId) ? order.filter((id) => chosen.has(id)) : [shownId];
}
