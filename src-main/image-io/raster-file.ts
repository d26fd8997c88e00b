/**
 * @file The raster's file format: a BigTIFF that libvips streams and that row windows are read from by position. Pure.
 *
 * [Note: Raster files]
 * One uncompressed picture. Its pixels start at byte 64 and lie row after row with nothing between, so that row `y` is at
 * `64 + y * rowBytes`; the directory stands behind them. A TIFF, because libvips maps its own `.v` files whole (resident
 * memory would grow with the picture) while it reads TIFF strip by strip; 64, because libvips writes its `.v` pixels from
 * there, so that a decoded `.v` becomes a raster by a new header and a directory, without moving a pixel.
 *
 * Tags: 34675 holds the ICC profile; 65000 (private) libvips' metadata fields for XMP and IPTC, as XML; 65001 EXIF, from its
 * byte order mark on. Little-endian, as is every machine that Electron runs on.
 */

/** Interleaved grey, grey+alpha, RGB or RGBA; straight alpha. */
export type RasterShape = { width: number; height: number; channels: 1 | 2 | 3 | 4; depth: 8 | 16 };

/** What a raster carries besides its pixels. */
export type Carried = {
  readonly icc: Buffer | null;
  /** The structure from its byte order mark on, upright and without a thumbnail. */
  readonly exif: Buffer | null;
  /** `<field>` elements of libvips' XML; empty where there is nothing to keep. */
  readonly fields: string;
  readonly pixelsPerInch: number;
};

export const pixelOffset = 64;
export const nothingCarried: Carried = { icc: null, exif: null, fields: '', pixelsPerInch: 72 };
export const rowBytes = ({ width, channels, depth }: RasterShape): number => width * channels * (depth / 8);
export const hasAlpha = ({ channels }: Pick<RasterShape, 'channels'>): boolean => channels === 2 || channels === 4;
export const isGrey = ({ channels }: Pick<RasterShape, 'channels'>): boolean => channels <= 2;

/** Rows a strip: libtiff holds one strip in memory, and a directory entry for each. */
const stripRows = 16;
const entryBytes = 20;

const types = { short: { code: 3, size: 2 }, long: { code: 4, size: 4 }, rational: { code: 5, size: 8 }, undefined: { code: 7, size: 1 }, long8: { code: 16, size: 8 } };
type Tag = { readonly id: number; readonly type: keyof typeof types; readonly count: number; readonly value: Buffer };

function numbers(id: number, type: 'short' | 'long' | 'long8', values: number[]): Tag {
  const { size } = types[type];
  const value = Buffer.alloc(values.length * size);
  values.forEach((number, index) => {
    if (type === 'long8') value.writeBigUInt64LE(BigInt(number), index * 8);
    else value.writeUIntLE(number, index * size, size);
  });
  return { id, type, count: values.length, value };
}

function rational(id: number, number: number): Tag {
  const value = Buffer.alloc(8);
  value.writeUInt32LE(Math.round(number * 1000), 0);
  value.writeUInt32LE(1000, 4);
  return { id, type: 'rational', count: 1, value };
}

const bytes = (id: number, value: Buffer): Tag => ({ id, type: 'undefined', count: value.length, value });

export function encodeHeader(shape: RasterShape): Buffer {
  const header = Buffer.alloc(pixelOffset);
  header.write('II', 0, 'latin1');
  header.writeUInt16LE(43, 2);
  header.writeUInt16LE(8, 4);
  header.writeBigUInt64LE(BigInt(pixelOffset + rowBytes(shape) * shape.height), 8);
  return header;
}

/** The directory, which stands right behind the last pixel. */
export function encodeDirectory(shape: RasterShape, carried: Carried): Buffer {
  const { width, height, channels, depth } = shape;
  const start = pixelOffset + rowBytes(shape) * height;
  const strips = Array.from({ length: Math.ceil(height / stripRows) }, (_, index) => index * stripRows);
  const tags: Tag[] = [
    numbers(256, 'long', [width]),
    numbers(257, 'long', [height]),
    numbers(258, 'short', Array<number>(channels).fill(depth)),
    numbers(259, 'short', [1]),
    numbers(262, 'short', [isGrey(shape) ? 1 : 2]),
    numbers(273, 'long8', strips.map((row) => pixelOffset + row * rowBytes(shape))),
    numbers(274, 'short', [1]),
    numbers(277, 'short', [channels]),
    numbers(278, 'long', [stripRows]),
    numbers(279, 'long8', strips.map((row) => Math.min(stripRows, height - row) * rowBytes(shape))),
    rational(282, carried.pixelsPerInch),
    rational(283, carried.pixelsPerInch),
    numbers(284, 'short', [1]),
    numbers(296, 'short', [2]),
    ...(hasAlpha(shape) ? [numbers(338, 'short', [2])] : []),
    ...(carried.icc ? [bytes(34675, carried.icc)] : []),
    ...(carried.fields ? [bytes(65000, Buffer.from(carried.fields))] : []),
    ...(carried.exif ? [bytes(65001, carried.exif)] : []),
  ];
  const directory = Buffer.alloc(8 + tags.length * entryBytes + 8);
  directory.writeBigUInt64LE(BigInt(tags.length), 0);
  const values: Buffer[] = [];
  let valueOffset = start + directory.length;
  tags.forEach(({ id, type, count, value }, index) => {
    const entry = 8 + index * entryBytes;
    directory.writeUInt16LE(id, entry);
    directory.writeUInt16LE(types[type].code, entry + 2);
    directory.writeBigUInt64LE(BigInt(count), entry + 4);
    if (value.length <= 8) {
      value.copy(directory, entry + 12);
      return;
    }
    directory.writeBigUInt64LE(BigInt(valueOffset), entry + 12);
    values.push(value);
    valueOffset += value.length;
  });
  return Buffer.concat([directory, ...values]);
}

/** Where the directory starts, from a raster's first bytes; undefined where they are not a raster's. */
export function directoryOffset(header: Buffer): number | undefined {
  const isBigTiff = header.length === pixelOffset && header.toString('latin1', 0, 4) === 'II+\0';
  return isBigTiff ? Number(header.readBigUInt64LE(8)) : undefined;
}

/** Reads back what `encodeDirectory` wrote; `start` is where the directory starts in the file. */
export function decodeDirectory(directory: Buffer, start: number): { shape: RasterShape; carried: Carried } {
  const found = new Map<number, Buffer>();
  for (let entry = 8; entry < 8 + Number(directory.readBigUInt64LE(0)) * entryBytes; entry += entryBytes) {
    const code = directory.readUInt16LE(entry + 2);
    const size = Object.values(types).find((type) => type.code === code)?.size ?? 0;
    const length = Number(directory.readBigUInt64LE(entry + 4)) * size;
    const from = length <= 8 ? entry + 12 : Number(directory.readBigUInt64LE(entry + 12)) - start;
    found.set(directory.readUInt16LE(entry), directory.subarray(from, from + length));
  }
  return {
    shape: {
      width: found.get(256)!.readUInt32LE(),
      height: found.get(257)!.readUInt32LE(),
      channels: found.get(277)!.readUInt16LE() as RasterShape['channels'],
      depth: found.get(258)!.readUInt16LE() as RasterShape['depth'],
    },
    carried: {
      icc: found.get(34675) ?? null,
      exif: found.get(65001) ?? null,
      fields: found.get(65000)?.toString() ?? '',
      pixelsPerInch: found.get(282)!.readUInt32LE(0) / found.get(282)!.readUInt32LE(4),
    },
  };
}
