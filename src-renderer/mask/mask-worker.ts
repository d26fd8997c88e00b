/** @file Paints tiles of the shown mask and makes them drawable, off the frame. Worker of the renderer. */
import { edgeReach, finishEdge, scaleEdge } from '../../src-shared/mask/edge.ts';
import { type MaskFrame, widenFrame } from '../../src-shared/mask/frame.ts';
import { paintShapes } from '../../src-shared/mask/paint.ts';
import type { Mask, MaskBitmap, MaskShape } from '../../src-shared/mask.ts';
import { tileImage } from './tile-image.ts';

export type MaskRequest =
  /** The mask from now on; its first `kept` shapes are those of the mask before. */
  | { readonly kind: 'mask'; readonly kept: number; readonly shapes: readonly MaskShape[]; readonly size: { readonly width: number; readonly height: number }; readonly edge: Omit<Mask, 'source'> }
  | { readonly kind: 'tile'; readonly id: number; readonly frame: MaskFrame; readonly outline: boolean };
/** Null where the tile is empty, 'full' where all of it is covered: most tiles of a large mask are either. */
export type MaskTile = ImageBitmap | 'full' | null;
export type MaskAnswer = { readonly id: number; readonly tile: MaskTile };

/** Bytes of tiles that are kept to paint the next stroke on: less than a byte for each pixel of 24 megapixels. */
const keptBytes = 16 * 2 ** 20;

type Tile = { readonly values: Uint8Array; readonly painted: number };
const tiles = new Map<string, Tile>();
const bitmaps = new Map<MaskBitmap, Uint8Array>();
let shapes: MaskShape[] = [];
let size = { width: 1, height: 1 };
let edge: Omit<Mask, 'source'> = { inverted: false, grow: 0, feather: 0 };

let work = Promise.resolve();
addEventListener('message', ({ data }: MessageEvent<MaskRequest>) => {
  work = work.then(() => (data.kind === 'mask' ? change(data) : answerTile(data)));
});

async function change({ kept, shapes: fresh, size: newSize, edge: newEdge }: Extract<MaskRequest, { kind: 'mask' }>): Promise<void> {
  for (const [key, tile] of tiles) if (tile.painted > kept) tiles.delete(key);
  for (const shape of shapes.slice(kept)) if (shape.kind === 'bitmap') bitmaps.delete(shape);
  shapes = [...shapes.slice(0, kept), ...fresh];
  [size, edge] = [newSize, newEdge];
  for (const shape of fresh) if (shape.kind === 'bitmap') bitmaps.set(shape, await inflate(shape));
}

async function inflate({ data, columns, rows }: MaskBitmap): Promise<Uint8Array> {
  const deflated = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const values = new Uint8Array(columns * rows);
  const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate'));
  values.set(new Uint8Array(await new Response(stream).arrayBuffer()).subarray(0, values.length));
  return values;
}

function answerTile({ id, frame, outline }: Extract<MaskRequest, { kind: 'tile' }>): void {
  const scaled = scaleEdge(edge, frame.across / size.width);
  const inner = outline ? widenFrame(frame, 1) : frame;
  const wide = widenFrame(inner, edgeReach(scaled));
  const values = finishEdge(paintedTile(wide).slice(), wide, inner, scaled);
  const tile = drawable(values, inner, frame, outline);
  postMessage({ id, tile } satisfies MaskAnswer, { transfer: tile instanceof ImageBitmap ? [tile] : [] });
}

function drawable(values: Uint8Array, around: MaskFrame, frame: MaskFrame, outline: boolean): MaskTile {
  if (values.every((value) => value === 0)) return null;
  return !outline && values.every((value) => value === 255) ? 'full' : tileImage(values, around, frame, outline);
}

function paintedTile(frame: MaskFrame): Uint8Array {
  const key = [frame.x, frame.y, frame.width, frame.height, frame.across].join(' ');
  const { values, painted } = tiles.get(key) ?? { values: new Uint8Array(frame.width * frame.height), painted: 0 };
  paintShapes(values, frame, size, shapes.slice(painted), bitmaps);
  tiles.delete(key);
  tiles.set(key, { values, painted: shapes.length });
  let bytes = 0;
  for (const tile of tiles.values()) bytes += tile.values.length;
  for (const [oldest, tile] of tiles) {
    if (bytes <= keptBytes || oldest === key) break;
    tiles.delete(oldest);
    bytes -= tile.values.length;
  }
  return values;
}
