/** @file The one cache of tiles, for every view in the window. Renderer. */
import { canvasMegabytesBounds } from '../../src-shared/settings.ts';
import { fetchTile } from '../api/tiles.ts';
import { createTileCache } from './tile-cache.ts';

const tilesLoadedAtOnce = 6;
/** As much as a usual window shows once or twice: what was in sight a moment ago is there at once. */
const spareTiles = 32;

export const tileCache = createTileCache<ImageBitmap>({
  load: fetchTile,
  dispose: (tile) => {
    tile.close();
  },
  // Tiles of one megabyte: the usual number is more than a 4K screen shows at once.
  capacity: canvasMegabytesBounds.usual,
  spare: spareTiles,
  concurrency: tilesLoadedAtOnce,
});
