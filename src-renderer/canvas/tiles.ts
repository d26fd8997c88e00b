/** @file The one cache of tiles, for every view in the window. Renderer. */
import { fetchTile } from '../api/tiles.ts';
import { createTileCache } from './tile-cache.ts';

/** Tiles of one megabyte: more than a 4K screen shows at once. */
const tilesKept = 176;
const tilesLoadedAtOnce = 6;

export const tileCache = createTileCache<ImageBitmap>({
  load: fetchTile,
  dispose: (tile) => {
    tile.close();
  },
  capacity: tilesKept,
  concurrency: tilesLoadedAtOnce,
});
