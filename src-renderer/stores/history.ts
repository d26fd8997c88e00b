/**
 * @file Undo and redo of everything that is done to the documents of the window. Pure.
 *
 * An edit keeps only the documents that it touched, as they were before and after it: they share all unchanged steps.
 * Invariants: at most `historyDepth` edits can be undone; undoing and redoing the same edit gives the same documents.
 */
import type { Document } from '../../src-shared/document.ts';

export const historyDepth = 100;
/** Successive changes of one slider or field that are no further apart are one edit. */
export const mergeWithinMs = 1000;

/** By picture id. */
export type Documents = Readonly<Record<string, Document>>;

/** What was done to a mask. */
export type MaskPart = 'paint' | 'erase' | 'shape' | 'selection' | 'edge' | 'invert' | 'clear' | 'source';

/** What an edit was, for its label ("Undo change of scale"). */
export type Change =
  | { readonly kind: 'add' | 'remove' | 'duplicate' | 'move' | 'switch-on' | 'switch-off' | 'adopt'; readonly operation: string }
  | { readonly kind: 'parameter'; readonly operation: string; readonly parameter: string }
  | { readonly kind: 'mask'; readonly operation: string; readonly part: MaskPart }
  | { readonly kind: 'paste' | 'copy-to' | 'copy-mask' };

export type Edit = {
  readonly change: Change;
  /** The touched documents; both hold the same pictures. */
  readonly before: Documents;
  readonly after: Documents;
};

export type History = {
  readonly documents: Documents;
  /** Oldest first; the last is undone first. */
  readonly done: readonly Edit[];
  /** The last is redone first. */
  readonly undone: readonly Edit[];
  /** What the newest edit merges with; null after anything but an edit of one field. */
  readonly merging: { readonly key: string; readonly at: number } | null;
};

export type NewEdit = {
  readonly change: Change;
  readonly after: Documents;
  /** Names the slider or field; edits without one never merge. */
  readonly mergeKey?: string;
  /** Milliseconds of any steady clock. */
  readonly at: number;
};

export const emptyHistory: History = { documents: {}, done: [], undone: [], merging: null };

/** Takes in documents that are there from the start: opening a picture cannot be undone. */
export const begin = (history: History, documents: Documents): History => ({ ...history, documents: { ...history.documents, ...documents } });

/** Makes an edit. What was undone is forgotten. Pictures that are not open, and documents that stay equal, are left out. */
export function record(history: History, { change, after, mergeKey, at }: NewEdit): History {
  const touched = Object.keys(after).filter((id) => history.documents[id] !== undefined && !equal(history.documents[id], after[id]!));
  if (touched.length === 0) return history;
  const edit: Edit = { change, before: pick(history.documents, touched), after: pick(after, touched) };
  const merging = mergeKey === undefined ? null : { key: mergeKey, at };
  const documents = { ...history.documents, ...edit.after };
  const last = history.done.at(-1);
  if (!last || !history.merging || history.merging.key !== mergeKey || at - history.merging.at > mergeWithinMs)
    return { documents, done: [...history.done, edit].slice(-historyDepth), undone: [], merging };
  const earlier = history.done.slice(0, -1);
  const backAtTheStart = Object.entries(last.before).every(([id, document]) => equal(document, edit.after[id]));
  // Nothing is left of the edit, so a later one must not merge with the edit before it.
  if (backAtTheStart) return { documents, done: earlier, undone: [], merging: null };
  return { documents, done: [...earlier, { ...last, after: edit.after }], undone: [], merging };
}

export function undo(history: History): History {
  const edit = history.done.at(-1);
  if (!edit) return history;
  return { documents: { ...history.documents, ...edit.before }, done: history.done.slice(0, -1), undone: [...history.undone, edit], merging: null };
}

export function redo(history: History): History {
  const edit = history.undone.at(-1);
  if (!edit) return history;
  return { documents: { ...history.documents, ...edit.after }, done: [...history.done, edit], undone: history.undone.slice(0, -1), merging: null };
}

/** Forgets a picture that was closed, with every edit that touched no other. */
export function forget(history: History, pictureId: string): History {
  const without = ({ change, before, after }: Edit): Edit => ({ change, before: omit(before, pictureId), after: omit(after, pictureId) });
  const clean = (edits: readonly Edit[]) => edits.map(without).filter((edit) => Object.keys(edit.after).length > 0);
  return { documents: omit(history.documents, pictureId), done: clean(history.done), undone: clean(history.undone), merging: null };
}

const pick = (documents: Documents, ids: readonly string[]): Documents => Object.fromEntries(ids.map((id) => [id, documents[id]!]));
const omit = (documents: Documents, id: string): Documents => Object.fromEntries(Object.entries(documents).filter(([it]) => it !== id));

/** Documents are plain data that share what did not change, so that a mask of many strokes is not looked through again. */
function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}
