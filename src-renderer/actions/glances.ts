/** @file Tells main that a picture's first look is on screen, or that nobody waits for it: only then is the whole picture decoded. Renderer. */
import { call, on } from '../api/bridge.ts';
import { onFrame } from '../canvas/current-surface.ts';
import { usePictures } from '../stores/pictures.ts';
import { useView } from '../stores/view.ts';

export function followGlances(): void {
  let awaited: string | null = null;
  const tellSeen = (pictureId: string) => void call('picture:seen', { pictureId });
  on('picture:changed', ({ id, state }) => {
    if (state.kind !== 'opening' || !state.glance) return;
    if (usePictures.getState().selectedId === id && useView.getState().screen === 'edit') awaited = id;
    else tellSeen(id);
  });
  onFrame((frame) => {
    if (!awaited || !frame?.sharp || frame.scene.pictureId !== awaited) return;
    tellSeen(awaited);
    awaited = null;
  });
}
