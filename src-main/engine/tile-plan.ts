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
  /** Whether a picture of one tile is cut in two where it is worth it, for a device that runs two at a time. */
  readonly halve?: boolean | undefined;
};

/** Pixels a side from which two halves take less time than the whole. */
const halvedFrom = 128;

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
  const longest = Math.max(picture.width, picture.height);
  if (!needs.halve || countTiles({ columns, rows }) > 1 || longest < halvedFrom) return { columns, rows };
  const halves = planAxis(longest, { ...needs, tile: Math.ceil(longest / 2) + needs.overlap + 2 * needs.sizeMultiple });
  return picture.width >= picture.height ? { columns: halves, rows } : { columns, rows: halves };
}

export function countTiles({ columns, rows }: TilePlan): number {
  return columns.starts.length * rows.starts.length;
}

/** Works in units of `sizeMultiple`, so that every tile starts where the network's strides would in the whole picture. */
function planAxis(length: number, { tile, overlap, sizeMultiple, blend }: TileNeeds): TileAxis {
  const units = Math.ceil(length / sizeMultiple);
  const shared = Math.ceil((2 * overlap) / sizeMultiple);
  // Twice the shared part keeps the blend zones of three neighbours apart (see tile-blend.ts).
  const longest = Math.max(Math.floor(tile / sizeMultiple), 2 * shared, 1);
  if (units <= longest) return { length, tile: units * sizeMultiple, starts: [0], blend };
  const count = Math.ceil((units - shared) / (longest - shared));
  const side = Math.ceil((units + (count - 1) * shared) / count);
  const pitch = (units - side) / (count - 1);
  const starts = Array.from({ length: count }, (_, index) => Math.round(index * pitch) * sizeMultiple);
  return { length, tile: side * sizeMultiple, starts, blend };
}
