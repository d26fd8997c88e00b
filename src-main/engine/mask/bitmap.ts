/** @file What a selection found, as a bitmap of a mask. Runs in the engine. */
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { MaskBitmap } from '../../../src-shared/mask.ts';

const deflated = promisify(deflate);

type Size = { readonly width: number; readonly height: number };

/**
 * `values` in rows of `columns`, laid over the whole picture; only the part that is not 0 is kept. Null where all of it is.
 */
export async function bitmapOf(values: Uint8Array, columns: number, picture: Size): Promise<MaskBitmap | null> {
  const rows = values.length / columns;
  const box = usedBox(values, columns, rows);
  if (!box) return null;
  const cut = new Uint8Array(box.columns * box.rows);
  for (let row = 0; row < box.rows; row += 1) {
    const from = (box.top + row) * columns + box.left;
    cut.set(values.subarray(from, from + box.columns), row * box.columns);
  }
  const [across, down] = [picture.width / columns, picture.height / rows];
  const place = { x: box.left * across, y: box.top * down, width: box.columns * across, height: box.rows * down };
  return { kind: 'bitmap', mode: 'add', ...place, columns: box.columns, rows: box.rows, data: (await deflated(cut)).toString('base64') };
}

function usedBox(values: Uint8Array, columns: number, rows: number) {
  let [left, top, right, bottom] = [columns, rows, -1, -1];
  for (let y = 0, at = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1, at += 1) {
      if (values[at] === 0) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  return right < 0 ? null : { left, top, columns: right - left + 1, rows: bottom - top + 1 };
}
