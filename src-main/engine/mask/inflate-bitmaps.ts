/** @file The bytes of a mask's bitmaps. Runs in the engine. */
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { failure } from '../../../src-shared/failure.ts';
import type { BitmapBytes } from '../../../src-shared/mask/paint.ts';
import type { MaskBitmap, MaskShape } from '../../../src-shared/mask.ts';
import { failWith, type Result, succeed } from '../../../src-shared/result.ts';

const inflated = promisify(inflate);

export async function inflateBitmaps(shapes: readonly MaskShape[]): Promise<Result<BitmapBytes>> {
  const bytes = new Map<MaskBitmap, Uint8Array>();
  for (const shape of shapes) {
    if (shape.kind !== 'bitmap') continue;
    const size = shape.columns * shape.rows;
    const values = await inflated(Buffer.from(shape.data, 'base64'), { maxOutputLength: size }).catch(() => null);
    if (values?.length !== size) return failWith(failure('bad-request', 'A selection in the mask is damaged.', { reason: 'mask-damaged', advice: 'Undo it, or paint the mask again.' }));
    bytes.set(shape, values);
  }
  return succeed(bytes);
}
