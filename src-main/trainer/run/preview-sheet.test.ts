import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { loadPicture } from '../data/load-picture.ts';
import { crop } from '../data/picture.ts';
import { pattern } from '../data/test-pictures.ts';
import { spread } from './middle-crops.ts';
import { writePreview } from './preview-sheet.ts';

it('writes rows of pictures as one PNG', async () => {
  const out = await temporaryFolder();
  const pictures = [1, 2, 3, 4].map((seed) => pattern(5, 3, seed));
  expect(await writePreview(out, 70, 'ab', [pictures.slice(0, 2), pictures.slice(2)])).toEqual({ ok: true, value: null });
  expect(await readdir(join(out, 'previews'))).toEqual(['step-000000070-ab.png']);
  const sheet = await loadPicture(join(out, 'previews', 'step-000000070-ab.png'), out);
  if (!sheet.ok) throw new Error(sheet.error.message);
  expect([sheet.value.width, sheet.value.height]).toEqual([10, 6]);
  for (const [index, picture] of pictures.entries()) {
    expect(crop(sheet.value, { x: 5 * (index % 2), y: 3 * Math.floor(index / 2), width: 5, height: 3 })).toEqual(picture);
  }
});

it('chooses pictures evenly over a list', () => {
  expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8], 3)).toEqual([1, 4, 7]);
  expect(spread(['x', 'y'], 4)).toEqual(['x', 'y']);
});
