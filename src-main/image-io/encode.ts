/** @file Encodes a raster into a picture file that appears whole, verified, or not at all; engine process. */
import { randomUUID } from 'node:crypto';
import { access, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Note } from '../../src-shared/note.ts';
import { failure } from '../../src-shared/failure.ts';
import type { SaveTarget } from '../../src-shared/image.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { abandonable } from './abandonable.ts';
import { encodeAs, expectedHeader, keepsIptc, keptExif, lossNotes, sizeFailure } from './encoding.ts';
import { exifOfSize } from './exif.ts';
import { exifPlaceholder, fillExifPlaceholder } from './exif-placeholder.ts';
import { cancelled, writeFailure } from './file-failure.ts';
import { hashFile } from './hash-file.ts';
import { libvipsVersion, sharp, withoutPixelLimit } from './libvips.ts';
import { carrierFile, withoutIptc, withXmp, xmpOf } from './metadata-fields.ts';
import { prepareRaster, type RasterSource, srgbProfile } from './prepare-raster.ts';
import { withProvenance } from './provenance.ts';
import { publish, syncFile, targetExists, temporaryNameFor } from './publish.ts';
import { readEveryRow } from './read-every-row.ts';
import { readRasterDirectory } from './raster.ts';
import type { RasterShape } from './raster-file.ts';

/** `sha256` is that of the file. */
export type Encoded = { path: string; bytes: number; width: number; height: number; sha256: string; notes: Note[] };
export type EncodeOptions = { signal?: AbortSignal | undefined; onPhase?: ((phase: 'encode' | 'verify') => void) | undefined };

export async function encodeRaster(rasterPath: string, target: SaveTarget, options: EncodeOptions = {}): Promise<Result<Encoded>> {
  const { shape, carried } = await readRasterDirectory(rasterPath);
  const tooLarge = sizeFailure(shape, target);
  if (tooLarge) return failWith(tooLarge);
  if (!target.overwrite && (await exists(target.path))) return failWith(targetExists(target.path));
  const temporary = temporaryNameFor(target.path);
  const scratch = encodingScratch(rasterPath);
  return abandonable(options.signal, [temporary, ...Object.values(scratch)], async (mayCommit) => {
    options.onPhase?.('encode');
    let written: RasterShape;
    try {
      written = await writePicture({ path: rasterPath, shape, carried }, temporary, target, scratch);
    } catch (error) {
      return failWith(writeFailure(target.path, error));
    }
    if (options.signal?.aborted) return failWith(cancelled());
    options.onPhase?.('verify');
    const [synced, problem, sha256] = await Promise.all([synchronised(temporary, target), problemIn(temporary, written, target), hashFile(temporary)]);
    if (!synced.ok) return synced;
    if (!sha256.ok) return sha256;
    if (problem)
      return failWith(
        failure('output-bad', `"${basename(target.path)}" could not be read back after writing.`, { advice: 'Save again, to another disk or in another format.', detail: problem }),
      );
    const { size } = await stat(temporary);
    if (!mayCommit()) return failWith(cancelled());
    const published = await publish(temporary, target.path, target.overwrite);
    if (!published.ok) return published;
    return succeed({ path: target.path, bytes: size, width: written.width, height: written.height, sha256: sha256.value, notes: lossNotes(shape, carried, target) });
  });
}

const synchronised = (file: string, { path }: SaveTarget): Promise<Result<void>> =>
  syncFile(file).then(
    () => succeed(undefined),
    (error: unknown) => failWith(writeFailure(path, error)),
  );

type EncodingScratch = ReturnType<typeof encodingScratch>;

/** Files that encoding may write beside the raster; the caller removes them. */
export function encodingScratch(rasterPath: string) {
  const base = `${rasterPath}.${randomUUID()}`;
  return { shrunk: `${base}.shrunk.v`, converted: `${base}.converted.v`, carrier: `${base}.carrier.v` };
}

/** Writes the file, whatever lies there, in the size and with the metadata that `target` asks for; gives its shape. Throws. */
export async function writePicture(source: RasterSource, file: string, target: SaveTarget, scratch: EncodingScratch): Promise<RasterShape> {
  const { path, shape, carried } = await prepareRaster(source, target, scratch);
  const pipeline = sharp(path, withoutPixelLimit);
  const exif = keptExif(carried, target);
  const placeholder = exif && exifPlaceholder(exif);
  const iptc = keepsIptc(carried, target);
  const fields = writtenFields(carried.fields, target, iptc);
  if (fields) {
    await writeFile(scratch.carrier, carrierFile(fields, libvipsVersion));
    // OR with one black pixel changes no value and merges the metadata of both.
    pipeline.boolean(scratch.carrier, 'or').keepXmp();
    // Nothing less keeps IPTC, but it makes libvips write an EXIF block even where there is nothing to write.
    if (iptc) pipeline.keepMetadata();
  }
  if (placeholder) pipeline.withExif({ IFD0: { ImageDescription: placeholder } });
  await encodeAs(pipeline, shape, carried, target, await srgbProfile()).toFile(file);
  if (placeholder) await fillExifPlaceholder(file, placeholder, exifOfSize(exif, shape.width, shape.height));
  return shape;
}

/** What goes along of XMP, IPTC and texts; empty where nothing does. */
function writtenFields(carried: string, { metadata, provenance }: SaveTarget, iptc: boolean): string {
  const kept = metadata === 'strip' ? '' : iptc ? carried : withoutIptc(carried);
  const packet = provenance && withProvenance(xmpOf(kept), provenance);
  return packet ? withXmp(kept, packet) : kept;
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** What is wrong with a written file; undefined where nothing is. */
async function problemIn(path: string, shape: RasterShape, target: SaveTarget): Promise<string | undefined> {
  try {
    const expected = expectedHeader(shape, target);
    const { format, width, height } = await sharp(path, withoutPixelLimit).metadata();
    const found = { format, width, height };
    if (JSON.stringify(found) !== JSON.stringify(expected)) return `expected ${JSON.stringify(expected)}, got ${JSON.stringify(found)}`;
    await readEveryRow(path, height, { ...withoutPixelLimit, failOn: 'warning' });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
