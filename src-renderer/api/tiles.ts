/** @file Tiles of pyramids, fetched and made drawable by a worker. Renderer. */
import { type Pyramid, thumbnailSize } from '../../src-shared/pyramid.ts';
import type { TileAnswer, TileRequest } from './tile-worker.ts';

type Waiting = (value: TileAnswer['value']) => void;
type Asked = TileRequest extends infer R ? (R extends { kind: 'tile' | 'thumbnail' | 'pixel' } ? Omit<R, 'id'> : never) : never;

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/** Starts the worker ahead of the first tile. */
export function startTiles(): void {
  started();
}

function started(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('tile-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<TileAnswer>) => {
    waiting.get(data.id)?.(data.value);
    waiting.delete(data.id);
  });
  return worker;
}

function ask(request: Asked, signal?: AbortSignal): Promise<TileAnswer['value']> {
  const id = ++lastId;
  const post = (message: TileRequest) => {
    started().postMessage(message);
  };
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    signal?.addEventListener('abort', () => {
      post({ kind: 'cancel', id });
    });
    post({ ...request, id } as TileRequest);
  });
}

/** `key` is `<id>/<level>/<column>/<row>`, with `#display-p3` where the values are that; null where main knows no such tile, or where it was aborted. */
export async function fetchTile(key: string, signal: AbortSignal): Promise<ImageBitmap | null> {
  return (await ask({ kind: 'tile', key, wide: matchMedia('(color-gamut: p3)').matches }, signal)) as ImageBitmap | null;
}

/** All of a pyramid as small as lists show it, in sRGB; null as for a tile. */
export async function fetchThumbnail(id: string, pyramid: Pyramid, signal: AbortSignal): Promise<ImageBitmap | null> {
  const key = `${id}/thumbnail${pyramid.colourSpace ? `#${pyramid.colourSpace}` : ''}`;
  return (await ask({ kind: 'thumbnail', key, ...thumbnailSize(pyramid) }, signal)) as ImageBitmap | null;
}

/** One pixel's red, green, blue and alpha, 0 to 255, straight alpha, as they stand in the tile. */
export async function fetchPixel(key: string, x: number, y: number): Promise<[number, number, number, number] | null> {
  return (await ask({ kind: 'pixel', key, x, y })) as [number, number, number, number] | null;
}
