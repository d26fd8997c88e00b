/** @file A small picture: the smallest level of a pyramid. Renderer. */
import { useEffect, useRef } from 'react';
import { type Pyramid, pyramidLevels } from '../../src-shared/pyramid.ts';
import { fetchTile } from '../api/tiles.ts';
import { tileKey } from '../canvas/visible-tiles.ts';
import { createThumbnailCache } from './thumbnail-cache.ts';

/** Device pixels of the longer side. */
const side = 144;
/** 16 MB at most: what was in sight a while ago comes back at once. */
const cache = createThumbnailCache<ImageBitmap>(200, (bitmap) => {
  bitmap.close();
});

export function Thumbnail({ id, pyramid }: { readonly id: string; readonly pyramid: Pyramid }) {
  const element = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const controller = new AbortController();
    const kept = cache.get(id);
    if (kept) drawThumbnail(element.current!, kept);
    else
      void loadThumbnail(id, pyramid, controller.signal).then((bitmap) => {
        if (!bitmap) return;
        cache.put(id, bitmap);
        if (!controller.signal.aborted) drawThumbnail(element.current!, bitmap);
      });
    return () => {
      controller.abort();
    };
  }, [id, pyramid]);
  return <canvas ref={element} className="thumbnail" aria-hidden="true" />;
}

/** null where its tile cannot be had. */
export async function loadThumbnail(id: string, pyramid: Pyramid, signal: AbortSignal): Promise<ImageBitmap | null> {
  const levels = pyramidLevels(pyramid);
  const { width, height } = levels.at(-1)!;
  const tile = await fetchTile(tileKey({ id, pyramid }, { level: levels.length - 1, column: 0, row: 0 }), signal).catch(() => null);
  if (!tile) return null;
  const scale = Math.min(1, side / Math.max(width, height));
  const [resizeWidth, resizeHeight] = [width, height].map((length) => Math.max(1, Math.round(length * scale)));
  const bitmap = await createImageBitmap(tile, 0, 0, width, height, { resizeWidth: resizeWidth!, resizeHeight: resizeHeight!, resizeQuality: 'high' });
  tile.close();
  return bitmap;
}

export function drawThumbnail(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
}
