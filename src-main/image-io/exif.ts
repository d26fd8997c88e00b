/** @file Reads the few EXIF entries that Imago shows (EXIF 2.32, section 4.6). Pure; tolerates damage. */

export type ExifSummary = { readonly camera?: string; readonly takenAt?: string };

const makeTag = 0x010f;
const modelTag = 0x0110;
const exifDirectoryTag = 0x8769;
const takenAtTag = 0x9003;
const asciiType = 2;

/** ASCII entries and the offset of the EXIF directory, of the directory at `offset` in a TIFF structure. */
function readDirectory(tiff: Buffer, littleEndian: boolean, offset: number) {
  const short = (at: number) => (littleEndian ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (littleEndian ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const strings = new Map<number, string>();
  let exifOffset: number | undefined;
  const entries = short(offset);
  for (let entry = offset + 2; entry < offset + 2 + entries * 12 && entry + 12 <= tiff.length; entry += 12) {
    const tag = short(entry);
    if (tag === exifDirectoryTag) exifOffset = long(entry + 8);
    if (short(entry + 2) !== asciiType) continue;
    const length = long(entry + 4);
    const from = length <= 4 ? entry + 8 : long(entry + 8);
    strings.set(tag, tiff.toString('utf8', from, from + length).replace(/\0[\s\S]*$/, '').trim());
  }
  return { strings, exifOffset };
}

/** "2004:03:20 14:54:55" as "2004-03-20T14:54:55": local time, for EXIF seldom knows the zone. */
const isoTime = (time: string) => /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(time)?.slice(1).join('-').replace(/-(?=\d\d:)/, 'T');

/** Summary of an EXIF blob, with or without its "Exif" prefix; empty where it cannot be read. */
export function summariseExif(blob: Buffer): ExifSummary {
  const tiff = blob.toString('latin1', 0, 4) === 'Exif' ? blob.subarray(6) : blob;
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 14 || (order !== 'II' && order !== 'MM')) return {};
  const littleEndian = order === 'II';
  try {
    const main = readDirectory(tiff, littleEndian, littleEndian ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4));
    const exif = main.exifOffset === undefined ? undefined : readDirectory(tiff, littleEndian, main.exifOffset);
    const make = main.strings.get(makeTag) ?? '';
    const model = main.strings.get(modelTag) ?? '';
    const camera = model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`.trim();
    const takenAt = isoTime(exif?.strings.get(takenAtTag) ?? '');
    return { ...(camera && { camera }), ...(takenAt && { takenAt }) };
  } catch (error) {
    // An offset that points outside the blob: cameras and editors do write such EXIF.
    if (error instanceof RangeError) return {};
    throw error;
  }
}
