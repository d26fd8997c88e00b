import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createRaster } from '../../image-io/raster.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { selectObject } from './object-select.ts';

const [width, height] = [1500, 1100];
const [middleX, middleY, radius] = [700, 540, 330];
/** A disc with notches of 7 pixels, finer than what the whole box is cut at. */
function isObject(x: number, y: number): boolean {
  const angle = Math.atan2(y - middleY, x - middleX);
  return Math.hypot(x - middleX, y - middleY) < radius + (Math.sin(angle * 60) > 0 ? 7 : -7);
}

async function writePicture(): Promise<string> {
  const raster = join(await temporaryFolder(), 'picture');
  const writer = await createRaster(raster, { width, height, channels: 3, depth: 8 }, null);
  const rows = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      for (let channel = 0; channel < 3; channel += 1, at += 1) rows[at] = (isObject(x, y) ? [200, 120, 50] : [60, 90, 120])[channel]! + ((x * 7 + y * 13 + channel) % 11);
  await writer.writeRows(rows);
  await writer.finish();
  return raster;
}

it('follows a boundary to the pixel in a picture that is larger than what is cut at once', async () => {
  const selected = await selectObject(await writePicture(), { kind: 'object', x: 330, y: 170, width: 740, height: 740 }, new AbortController().signal);
  if (!selected.ok) throw new Error(selected.error.message);
  const { x: left, y: top, width: across, columns, rows, data } = selected.value!;
  expect(across).toBe(columns);
  const values = inflateSync(Buffer.from(data, 'base64'));
  let wrong = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [column, row] = [x - left, y - top];
      const found = column >= 0 && row >= 0 && column < columns && row < rows && values[row * columns + column]! > 127;
      if (found !== isObject(x, y)) wrong += 1;
    }
  // The boundary is some 2,800 pixels long.
  expect(wrong).toBeLessThan(50);
}, 120_000);

it('ends when it is cancelled', async () => {
  const abort = new AbortController();
  abort.abort();
  expect(await selectObject(await writePicture(), { kind: 'object', x: 330, y: 170, width: 740, height: 740 }, abort.signal)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
}, 120_000);
