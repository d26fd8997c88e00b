/** @file Tiles in memory: loaded when wanted, the least recently drawn leave first. Knows nothing of pictures or the network. */
type Loading<T> = {
  readonly load: (key: string, signal: AbortSignal) => Promise<T | null>;
  readonly dispose: (tile: T) => void;
  readonly onLoad: () => void;
  /** Tiles kept, and loads that run at once. */
  readonly capacity: number;
  readonly concurrency: number;
};

export type TileCache<T> = {
  get(key: string): T | undefined;
  /** The tiles that are wanted now, the most urgent first: others stop loading. */
  want(keys: readonly string[]): void;
  clear(): void;
};

export function createTileCache<T>({ load, dispose, onLoad, capacity, concurrency }: Loading<T>): TileCache<T> {
  /** In order of use: the first is the least recently drawn. */
  const tiles = new Map<string, T>();
  const loads = new Map<string, AbortController>();
  /** Tiles that do not exist any more; asking again would not help. */
  const missing = new Set<string>();
  let wanted: readonly string[] = [];

  const startLoads = () => {
    for (const key of wanted) {
      if (loads.size >= concurrency) return;
      if (!tiles.has(key) && !loads.has(key) && !missing.has(key)) void start(key);
    }
  };

  async function start(key: string): Promise<void> {
    const controller = new AbortController();
    loads.set(key, controller);
    const tile = await load(key, controller.signal).catch(() => null);
    if (loads.get(key) === controller) loads.delete(key);
    if (controller.signal.aborted) {
      if (tile) dispose(tile);
    } else if (tile) {
      tiles.set(key, tile);
      evict();
      onLoad();
    } else missing.add(key);
    startLoads();
  }

  function evict(): void {
    for (const [key, tile] of tiles) {
      if (tiles.size <= capacity) return;
      tiles.delete(key);
      dispose(tile);
    }
  }

  const abort = (key: string) => {
    loads.get(key)?.abort();
    loads.delete(key);
  };

  return {
    get(key) {
      const tile = tiles.get(key);
      if (tile === undefined) return undefined;
      tiles.delete(key);
      tiles.set(key, tile);
      return tile;
    },
    want(keys) {
      wanted = keys;
      const stillWanted = new Set(keys);
      for (const key of loads.keys()) if (!stillWanted.has(key)) abort(key);
      startLoads();
    },
    clear() {
      wanted = [];
      for (const key of loads.keys()) abort(key);
      for (const tile of tiles.values()) dispose(tile);
      tiles.clear();
    },
  };
}
