/** @file Fetches a tile of a pyramid from main and makes it drawable. Renderer. */
import { tileBytes, tileSize } from '../../src-shared/pyramid.ts';

/** `key` is `<id>/<level>/<column>/<row>`; null where main knows no such tile. */
export async function fetchTile(key: string, signal: AbortSignal): Promise<ImageBitmap | null> {
  const response = await fetch(`imago://tile/${key}`, { signal });
  if (!response.ok) return null;
  const bytes = new Uint8ClampedArray(await response.arrayBuffer());
  if (bytes.length !== tileBytes) return null;
  return createImageBitmap(new ImageData(bytes, tileSize, tileSize));
}
