/** @file A small picture: the smallest level of a pyramid. Renderer. */
import { useEffect, useRef } from 'react';
import type { Pyramid } from '../../src-shared/pyramid.ts';
import { fetchThumbnail } from '../api/tiles.ts';
import { createThumbnailCache } from './thumbnail-cache.ts';

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
      void fetchThumbnail(id, pyramid, controller.signal).then((bitmap) => {
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

export function drawThumbnail(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
}
