/**
 * @file Where the tiles of a picture lie. Pure; runs in the engine.
 *
 * All tiles of a plan have one size, so that the runtime plans its memory (and a GPU its shaders) once. They are spread
 * evenly: the smallest equal tiles that cover the picture while neighbours share at least twice the overlap. A tile may
 * reach past the right and bottom border by less than `sizeMultiple` pixels; whoever packs it repeats the last pixel.
 */

/** Tiles along one side of a picture; all numbers are input pixels. */
export type TileAxis = {
  /** The picture's side. */
  readonly length: number;
  /** Every tile's side, a multiple of the network's `sizeMultiple`. */
  readonly tile: number;
  /** First pixel of each tile, ascending, from 0. */
  readonly starts: readonly number[];
  /** Width of the zone in the middle of what neighbours share in which one fades into the other; absent: half of what they share. */
  readonly blend?: number | undefined;
};
export type TilePlan = { readonly columns: TileAxis; readonly rows: TileAxis };

export type TileNeeds = {
  /** Longest tile side wanted; a tile that overlap leaves no room in is made larger. */
  readonly tile: number;
  /** Input pixels at a tile's border that differ from a run of the whole picture. */
  readonly overlap: number;
  readonly sizeMultiple: number;
  /** See `TileAxis`; where tiles differ by nothing beyond the overlap, little is enough. */
  readonly blend?: number | undefined;
  /** Whether the number of tiles is even where it is worth it, for a device that runs two at a time: the last would run alone. */
  readonly pair?: boolean | undefined;
};

/** Pixels a side from which two halves take less time than the whole. */
const pairedFrom = 128;

/** Bytes that one row of tiles may take as float32 result; rows of tiles are made lower for very wide results. */
const defaultWindowBytes = 192 * 2 ** 20;

export function planTiles(
  picture: { readonly width: number; readonly height: number; readonly channels: number },
  needs: TileNeeds & { readonly scale: number; readonly windowBytes?: number },
): TilePlan {
  const bytesPerInputRow = picture.width * needs.scale ** 2 * picture.channels * Float32Array.BYTES_PER_ELEMENT;
  const rowsInWindow = Math.floor((needs.windowBytes ?? defaultWindowBytes) / bytesPerInputRow);
  const columns = planAxis(picture.width, needs);
  const rows = planAxis(picture.height, { ...needs, tile: Math.min(needs.tile, rowsInWindow) });
  if (!needs.pair || countTiles({ columns, rows }) % 2 === 0 || Math.max(picture.width, picture.height) < pairedFrom) return { columns, rows };
  return picture.width >= picture.height ? { columns: withOneMore(columns, needs), rows } : { columns, rows: withOneMore(rows, needs) };
}

export function countTiles({ columns, rows }: TilePlan): number {
  return columns.starts.length * rows.starts.length;
}

/** Works in units of `sizeMultiple`, so that every tile starts where the network's strides would in the whole picture. */
function planAxis(length: number, { tile, ...needs }: TileNeeds): TileAxis {
  const { units, shared, shortest } = unitsOf(length, needs);
  const longest = Math.max(Math.floor(tile / needs.sizeMultiple), shortest, 1);
  return spread(length, needs, units <= longest ? 1 : Math.ceil((units - shared) / (longest - shared)));
}

/** The same axis where its tiles would become too short. */
function withOneMore(axis: TileAxis, needs: TileNeeds): TileAxis {
  const more = spread(axis.length, needs, axis.starts.length + 1);
  return more.tile < unitsOf(axis.length, needs).shortest * needs.sizeMultiple ? axis : more;
}

/** The smallest equal tiles, so many of them, that cover the side. */
function spread(length: number, needs: Omit<TileNeeds, 'tile'>, count: number): TileAxis {
  const { units, shared } = unitsOf(length, needs);
  const side = Math.ceil((units + (count - 1) * shared) / count);
  const pitch = count === 1 ? 0 : (units - side) / (count - 1);
  const starts = Array.from({ length: count }, (_, index) => Math.round(index * pitch) * needs.sizeMultiple);
  return { length, tile: side * needs.sizeMultiple, starts, blend: needs.blend };
}

/** Twice the shared part keeps the blend zones of three neighbours apart (see tile-blend.ts). */
function unitsOf(length: number, { overlap, sizeMultiple }: Omit<TileNeeds, 'tile'>) {
  const shared = Math.ceil((2 * overlap) / sizeMultiple);
  return { units: Math.ceil(length / sizeMultiple), shared, shortest: 2 * shared };
}
