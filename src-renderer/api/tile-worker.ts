/** @file Fetches tiles from main and makes them drawable, off the frame; looks up single pixels. Worker of the renderer. */
import { tileBytes, tileSize, wholeTile } from '../../src-shared/pyramid.ts';

export type TileRequest =
  /** `wide`: the screen shows Display P3. */
  | { readonly kind: 'tile'; readonly id: number; readonly key: string; readonly wide: boolean }
  | { readonly kind: 'thumbnail'; readonly id: number; readonly key: string; readonly width: number; readonly height: number }
  | { readonly kind: 'pixel'; readonly id: number; readonly key: string; readonly x: number; readonly y: number }
  | { readonly kind: 'cancel'; readonly id: number };
export type TileAnswer = { readonly id: number; readonly value: ImageBitmap | number[] | null };

/** Raw tiles kept for the pixels under the pointer. */
const rawKept = 4;

const controllers = new Map<number, AbortController>();
type Pixels = Uint8ClampedArray<ArrayBuffer>;
/** Makes what was served into the pixels that are needed. */
type Take = (served: Pixels) => Pixels | null;
const raw = new Map<string, Promise<Pixels | null>>();

const answer = (message: TileAnswer, transfer: Transferable[] = []) => {
  postMessage(message, { transfer });
};

addEventListener('message', ({ data }: MessageEvent<TileRequest>) => {
  if (data.kind === 'cancel') controllers.get(data.id)?.abort();
  else if (data.kind === 'tile') void answerTile(data);
  else if (data.kind === 'thumbnail') void answerThumbnail(data);
  else void answerPixel(data);
});

async function answerTile({ id, key, wide }: Extract<TileRequest, { kind: 'tile' }>): Promise<void> {
  const bytes = await fetchCancellable(id, key, wholeTile);
  const bitmap = bytes && drawable(bytes, colorSpaceOf(key), wide);
  answer({ id, value: bitmap }, bitmap ? [bitmap] : []);
}

/** In sRGB, as lists show it. */
async function answerThumbnail({ id, key, width, height }: Extract<TileRequest, { kind: 'thumbnail' }>): Promise<void> {
  const bytes = await fetchCancellable(id, key, (all) => (all.length === width * height * 4 ? all : null));
  const bitmap = bytes && (await createImageBitmap(new ImageData(bytes, width, height, { colorSpace: colorSpaceOf(key) })));
  answer({ id, value: bitmap }, bitmap ? [bitmap] : []);
}

const colorSpaceOf = (key: string): PredefinedColorSpace => (key.endsWith('#display-p3') ? 'display-p3' : 'srgb');

async function fetchCancellable(id: number, key: string, take: Take): Promise<Pixels | null> {
  const controller = new AbortController();
  controllers.set(id, controller);
  const bytes = await fetchBytes(key, take, controller.signal);
  controllers.delete(id);
  return bytes;
}

/** Through a canvas, because `createImageBitmap` takes everything to sRGB; on a screen without Display P3 that is right, and done here once. */
function drawable(bytes: Pixels, colorSpace: PredefinedColorSpace, wide: boolean): ImageBitmap {
  const context = contextIn(wide ? colorSpace : 'srgb');
  context.putImageData(new ImageData(bytes, tileSize, tileSize, { colorSpace }), 0, 0);
  return context.canvas.transferToImageBitmap();
}

const contexts = new Map<PredefinedColorSpace, OffscreenCanvasRenderingContext2D>();

function contextIn(colorSpace: PredefinedColorSpace): OffscreenCanvasRenderingContext2D {
  const context = contexts.get(colorSpace) ?? new OffscreenCanvas(tileSize, tileSize).getContext('2d', { colorSpace })!;
  contexts.set(colorSpace, context);
  return context;
}

/** null where main knows no such tile, where `take` does not know what came, or nobody waits for it any more. */
async function fetchBytes(key: string, take: Take, signal?: AbortSignal): Promise<Pixels | null> {
  try {
    const response = await fetch(`imago://tile/${key}`, signal ? { signal } : {});
    if (!response.ok) return null;
    return take(new Uint8ClampedArray(await response.arrayBuffer()));
  } catch {
    return null;
  }
}

async function answerPixel({ id, key, x, y }: Extract<TileRequest, { kind: 'pixel' }>): Promise<void> {
  const found = raw.get(key) ?? fetchBytes(key, wholeTile);
  raw.delete(key);
  raw.set(key, found);
  for (const oldest of raw.keys()) {
    if (raw.size <= rawKept) break;
    raw.delete(oldest);
  }
  const bytes = await found;
  if (!bytes) raw.delete(key);
  const at = (y * tileSize + x) * 4;
  answer({ id, value: bytes && [...bytes.subarray(at, at + 4)] });
}

// What Chromium sets up for the first bitmap is there before the first picture is.
drawable(new Uint8ClampedArray(tileBytes), 'srgb', false).close();
