/** @file A small picture of a file in a batch, asked for once its row has stayed in sight for a moment. Renderer. */
import { ImageOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { call } from '../api/bridge.ts';
import { fetchThumbnail } from '../api/tiles.ts';
import { createThumbnailCache } from '../filmstrip/thumbnail-cache.ts';
import { drawThumbnail } from '../filmstrip/thumbnail.tsx';

type ItemThumbnailProps = { readonly batchId: string; readonly index: number; readonly side: 'input' | 'output' };

/** Rows that fly by are not asked for. */
const settleMs = 120;
const askedAtOnce = 3;
/** 16 MB at most. */
const cache = createThumbnailCache<ImageBitmap>(200, (bitmap) => {
  bitmap.close();
});

export function ItemThumbnail({ batchId, index, side }: ItemThumbnailProps) {
  const element = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  const key = `${batchId}/${index}/${side}`;
  useEffect(() => {
    setFailed(false);
    const kept = cache.get(key);
    if (kept) return drawThumbnail(element.current!, kept);
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => {
      line.push({
        signal,
        run: async () => {
          const bitmap = await load({ batchId, index, side }, signal);
          if (bitmap) cache.put(key, bitmap);
          if (signal.aborted) return;
          if (bitmap && element.current) drawThumbnail(element.current, bitmap);
          setFailed(!bitmap);
        },
      });
      void workOff();
    }, settleMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key]);
  return failed ? <ImageOff className="batch-no-picture" size={16} aria-hidden="true" /> : <canvas ref={element} className="thumbnail" aria-hidden="true" />;
}

async function load(wanted: ItemThumbnailProps, signal: AbortSignal): Promise<ImageBitmap | null> {
  const answer = await call('batch:thumbnail', wanted);
  return answer.ok ? fetchThumbnail(answer.value.id, answer.value.pyramid, signal) : null;
}

type Wish = { readonly signal: AbortSignal; readonly run: () => Promise<void> };
const line: Wish[] = [];
let working = 0;

/** The last that came into sight is first. */
async function workOff(): Promise<void> {
  if (working >= askedAtOnce) return;
  working++;
  for (let wish = line.pop(); wish; wish = line.pop()) if (!wish.signal.aborted) await wish.run();
  working--;
}
