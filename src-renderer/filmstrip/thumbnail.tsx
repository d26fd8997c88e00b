/** @file A small picture: the smallest level of a pyramid, loaded when it comes into sight. Renderer. */
import { useEffect, useRef } from 'react';
import { type Pyramid, pyramidLevels } from '../../src-shared/pyramid.ts';
import { fetchTile } from '../api/tiles.ts';

/** Device pixels of the longer side. */
const side = 144;

export function Thumbnail({ id, pyramid }: { readonly id: string; readonly pyramid: Pyramid }) {
  const element = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = element.current!;
    const controller = new AbortController();
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      void drawThumbnail(canvas, id, pyramid, controller.signal);
    });
    observer.observe(canvas);
    return () => {
      observer.disconnect();
      controller.abort();
    };
  }, [id, pyramid]);
  return <canvas ref={element} className="thumbnail" aria-hidden="true" />;
}

async function drawThumbnail(canvas: HTMLCanvasElement, id: string, pyramid: Pyramid, signal: AbortSignal): Promise<void> {
  const levels = pyramidLevels(pyramid);
  const { width, height } = levels.at(-1)!;
  const tile = await fetchTile(`${id}/${levels.length - 1}/0/0`, signal).catch(() => null);
  if (!tile) return;
  const scale = Math.min(1, side / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(tile, 0, 0, width, height, 0, 0, canvas.width, canvas.height);
  tile.close();
}
