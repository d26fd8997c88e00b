/**
 * @file Computes the gallery's thumbnails on the user's own picture, one at a time and only while nothing else wants the
 * preview engine. Renderer.
 */
import type { Recipe } from '../../src-shared/recipe.ts';
import { call } from '../api/bridge.ts';
import { scaleOfAll } from '../panels/estimate.ts';
import { useApplication } from '../stores/application.ts';
import { useBoard } from '../stores/board.ts';
import { useGallery } from '../stores/gallery.ts';
import { isActive, useJobs } from '../stores/jobs.ts';
import { usePictures } from '../stores/pictures.ts';
import { usePreview } from '../stores/preview.ts';

/** Longer side of what a thumbnail is computed from, and of what a generator sees for it, in pixels. */
const side = 256;
/** Of a picture that is too large even when it is made smaller, the middle so long. */
const longest = 1024;
/** Each takes a file and an open handle in main. */
const kept = 48;

export type GalleryWish = { readonly key: string; readonly pictureId: string; readonly recipe: Recipe };

/** Everything that decides a thumbnail. */
export const galleryKey = (pictureId: string, recipe: Recipe): string => `${pictureId} ${JSON.stringify(recipe)}`;

const previewIdOf = (key: string): string => `gallery ${key}`;

/** What the thumbnails in sight show, those asked for last at the end. */
const wanted = new Set<GalleryWish>();
let working = false;
/** The key of the thumbnail in work. */
let inWork: string | undefined;

/** Asks for a thumbnail until the returned function is called. */
export function wishFor(wish: GalleryWish): () => void {
  wanted.add(wish);
  void work();
  return () => {
    wanted.delete(wish);
    if (inWork === wish.key && ![...wanted].some(({ key }) => key === wish.key)) void call('preview:cancel', { previewId: previewIdOf(wish.key) });
  };
}

const openPicture = (pictureId: string) => {
  const picture = usePictures.getState().pictures.find(({ id }) => id === pictureId);
  return picture?.state.kind === 'open' ? picture.state : undefined;
};

const nextWish = (): GalleryWish | undefined => [...wanted].find(({ key, pictureId }) => !useGallery.getState().entries[key] && openPicture(pictureId));

const isBusy = (): boolean => usePreview.getState().work.kind === 'running' || useBoard.getState().isOpen || useJobs.getState().jobs.some(isActive);

async function work(): Promise<void> {
  if (working || isBusy()) return;
  working = true;
  for (let next = nextWish(); next && !isBusy(); next = nextWish()) {
    inWork = next.key;
    await compute(next);
    inWork = undefined;
  }
  working = false;
}

async function compute({ key, pictureId, recipe }: GalleryWish): Promise<void> {
  const { width, height } = openPicture(pictureId)!.info;
  // The steps before may enlarge it.
  const scale = scaleOfAll(recipe.steps.slice(0, -1));
  const shrink = ([1, 2, 4, 8] as const).find((it) => (Math.max(width, height) * scale) / it <= side) ?? 8;
  useGallery.getState().put(key, { kind: 'waiting' });
  const answer = await call('preview:run', { previewId: previewIdOf(key), pictureId, recipe, region: middleOf(width, height, Math.ceil((longest * shrink) / scale)), shrink, tile: side });
  const { put, forget, entries } = useGallery.getState();
  if (answer.ok) put(key, { kind: 'done', preview: answer.value });
  else if (answer.error.code === 'cancelled') forget([key]);
  else put(key, { kind: 'failed' });
  const oldest = Object.entries(entries).slice(0, Math.max(0, Object.keys(entries).length - kept));
  for (const [, entry] of oldest) if (entry.kind === 'done') void call('preview:release', { id: entry.preview.id });
  if (oldest.length > 0) forget(oldest.map(([old]) => old));
}

function middleOf(width: number, height: number, most: number) {
  const [wide, high] = [Math.min(width, most), Math.min(height, most)];
  return { x: Math.floor((width - wide) / 2), y: Math.floor((height - high) / 2), width: wide, height: high };
}

/** Goes on when the preview engine is free again; forgets pictures that were closed and models that changed. */
export function followGallery(): void {
  useApplication.subscribe(({ models }, before) => {
    if (models === before.models) return;
    // A model of the same id may be another one now.
    for (const entry of Object.values(useGallery.getState().entries)) if (entry.kind === 'done') void call('preview:release', { id: entry.preview.id });
    useGallery.getState().forget(Object.keys(useGallery.getState().entries));
    void work();
  });
  for (const store of [usePreview, useBoard, useJobs]) store.subscribe(() => void work());
  usePictures.subscribe(({ pictures }, before) => {
    if (pictures === before.pictures) return;
    const open = new Set(pictures.map(({ id }) => id));
    const gone = Object.keys(useGallery.getState().entries).filter((key) => !open.has(key.slice(0, key.indexOf(' '))));
    if (gone.length > 0) useGallery.getState().forget(gone);
  });
}
