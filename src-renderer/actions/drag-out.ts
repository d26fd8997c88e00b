/** @file Dragging a result to another program: a real file is made ready first, then the system's own drag begins. Renderer. */
import type { DragEvent } from 'react';
import type { SaveOptions } from '../../src-shared/image.ts';
import type { SavedResult } from '../../src-shared/save-calls.ts';
import { call } from '../api/bridge.ts';
import { failureSentence } from '../failure-words.ts';
import { t } from '../i18n.ts';
import { useView } from '../stores/view.ts';

/** Files that were made for drags: dropped on the window itself, they are not to be opened. */
const ownPaths = new Set<string>();
export const isOwnDrag = (path: string): boolean => ownPaths.has(path);

/** Which result and options the file of the last drag was made for; null while it is being made. */
let ready: string | null = null;

export type DragWish = { readonly result: SavedResult; readonly options: SaveOptions; readonly name: string };
const keyOf = (wish: DragWish) => JSON.stringify([wish.result.stageId, wish.options, wish.name]);

/** Resolves to whether the file is there. */
export async function prepareDrag(wish: DragWish): Promise<boolean> {
  const key = keyOf(wish);
  if (ready === key) return true;
  ready = null;
  const prepared = await call('result:prepare-drag', wish);
  if (!prepared.ok) {
    useView.getState().notify({ tone: 'bad', text: failureSentence(prepared.error) });
    return false;
  }
  ownPaths.add(prepared.value.path);
  ready = key;
  return true;
}

export async function startDrag(event: DragEvent, wish: DragWish): Promise<void> {
  event.preventDefault();
  if (ready === keyOf(wish) && (await call('result:drag', { stageId: wish.result.stageId }))) return;
  ready = null;
  useView.getState().notify({ tone: 'plain', text: t('save.dragNotReady') });
  await prepareDrag(wish);
}
