/** @file The bytes of a mask before its edge is worked on, frame by frame: painted, from a file, by luma, or people. Runs in the engine. */
import { basename, join } from 'node:path';
import { failure } from '../../../src-shared/failure.ts';
import type { MaskFrame } from '../../../src-shared/mask/frame.ts';
import { paintShapes } from '../../../src-shared/mask/paint.ts';
import { sampleGrid, sampleTaps } from '../../../src-shared/mask/sample.ts';
import type { Mask, MaskFile, PaintedMask } from '../../../src-shared/mask.ts';
import { assertNever, failWith, type Result, succeed } from '../../../src-shared/result.ts';
import { decodeImage } from '../../image-io/decode.ts';
import { openRaster, type RasterReader } from '../../image-io/raster.ts';
import { hasAlpha } from '../../image-io/raster-file.ts';
import { findPeople } from './find-people.ts';
import { matteFrame } from './guided-matte.ts';
import { inflateBitmaps } from './inflate-bitmaps.ts';
import { lumaOf, maskBytesOf } from './luma.ts';
import type { MaskPlace } from './place.ts';

/** The caller closes it. `bounds` is what it can be asked for. */
export type MaskSource = { readonly bounds: MaskFrame; read(frame: MaskFrame): Promise<Uint8Array>; close(): Promise<void> };

export function openMaskSource(source: Mask['source'], place: MaskPlace): Promise<Result<MaskSource>> {
  switch (source.kind) {
    case 'painted':
      return openPainted(source, place.frame);
    case 'file':
      return openFile(source, place);
    case 'luma':
      return openLuma(source, place);
    case 'people':
      return openPeople(place);
    default:
      return assertNever(source);
  }
}

async function openPainted(source: PaintedMask, { across, down }: MaskFrame): Promise<Result<MaskSource>> {
  const bitmaps = await inflateBitmaps(source.shapes);
  if (!bitmaps.ok) return bitmaps;
  return succeed({
    bounds: { x: 0, y: 0, width: Math.ceil(across), height: Math.ceil(down), across, down },
    read(frame) {
      const values = new Uint8Array(frame.width * frame.height);
      paintShapes(values, frame, source, source.shapes, bitmaps.value);
      return Promise.resolve(values);
    },
    close: () => Promise.resolve(),
  });
}

async function openLuma({ from, to }: Extract<Mask['source'], { kind: 'luma' }>, { frame: bounds, raster }: MaskPlace): Promise<Result<MaskSource>> {
  const reader = await openRaster(raster);
  return succeed({
    bounds,
    async read({ x, y, width, height }) {
      const luma = lumaOf(await reader.readRows(y - bounds.y, height), reader);
      const values = new Uint8Array(width * height);
      for (let row = 0, at = 0; row < height; row += 1)
        for (let column = x - bounds.x; column < x - bounds.x + width; column += 1, at += 1) {
          const value = luma[row * reader.width + column]!;
          values[at] = value >= from && value <= to ? 255 : 0;
        }
      return values;
    },
    close: () => reader.close(),
  });
}

async function openPeople({ frame: bounds, raster, whole, remember = (make) => make(), networks, signal }: MaskPlace): Promise<Result<MaskSource>> {
  const find = async () => {
    const picture = await whole();
    return picture.ok ? findPeople(picture.value, networks, signal) : picture;
  };
  const remembered = await remember(find);
  // Another run may have been looking, and was cancelled.
  const matte = !remembered.ok && remembered.error.code === 'cancelled' && !signal.aborted ? await find() : remembered;
  if (!matte.ok) return matte;
  const reader = await openRaster(raster);
  return succeed({
    bounds,
    async read(frame) {
      if (!matte.value) return new Uint8Array(frame.width * frame.height);
      const samples = await reader.readRows(frame.y - bounds.y, frame.height);
      return matteFrame(matte.value, { samples, channels: reader.channels, stride: reader.width, column: frame.x - bounds.x }, frame);
    },
    close: () => reader.close(),
  });
}

async function openFile({ path, channel, fit }: MaskFile, { frame, picture, scratch, signal }: MaskPlace): Promise<Result<MaskSource>> {
  const raster = join(scratch, 'mask-file');
  const decoded = await decodeImage(path, raster, { signal });
  if (!decoded.ok) return decoded;
  const reader = await openRaster(raster);
  const refused = whyRefused(reader, { path, channel, fit, picture });
  if (refused) {
    await reader.close();
    return refused;
  }
  const { across, down } = frame;
  return succeed({
    bounds: { x: 0, y: 0, width: Math.ceil(across), height: Math.ceil(down), across, down },
    async read({ x, y, width, height }) {
      if (reader.width === across && reader.height === down && x === 0 && width === across) return maskBytesOf(await reader.readRows(y, height), reader, channel);
      const columns = sampleTaps(width, x, reader.width / across, reader.width);
      const rows = sampleTaps(height, y, reader.height / down, reader.height);
      const first = rows[0]!.first;
      const last = rows.at(-1)!;
      const samples = await reader.readRows(first, last.first + last.weights.length - first);
      const bytes = maskBytesOf(samples, reader, channel);
      return sampleGrid(bytes, reader.width, first, columns, rows);
    },
    close: () => reader.close(),
  });
}

function whyRefused(file: RasterReader, { path, channel, fit, picture }: Omit<MaskFile, 'kind'> & Pick<MaskPlace, 'picture'>) {
  const name = basename(path);
  if (channel === 'alpha' && !hasAlpha(file))
    return failWith(failure('bad-request', `The mask “${name}” has no alpha channel.`, { reason: 'mask-no-alpha', advice: 'Use its luma instead.' }));
  if (fit || (file.width === picture.width && file.height === picture.height)) return null;
  return failWith(
    failure('bad-request', `The mask “${name}” has ${file.width} × ${file.height} pixels, the picture ${picture.width} × ${picture.height}.`, {
      reason: 'mask-size',
      advice: 'Choose a mask of the same size, or have it fitted to the picture.',
    }),
  );
}
