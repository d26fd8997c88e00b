/**
 * @file Tiles in memory, shared by every view: loaded while some view wants them, the least recently drawn leave first.
 * Knows nothing of pictures or the network.
 */
type Loading<T> = {
  /** null where there is no such tile. */
  readonly load: (key: string, signal: AbortSignal) => Promise<T | null>;
  readonly dispose: (tile: T) => void;
  /** The most tiles that are kept, how many of them beside what is wanted, and loads that run at once. */
  readonly capacity: number;
  readonly spare: number;
  readonly concurrency: number;
};

/** One view's share in the cache. */
export type TileUser<T> = {
  get(key: string): T | undefined;
  /** The tiles that this view wants now, the most urgent first: what no view wants any more stops loading. */
  want(keys: readonly string[]): void;
  /** The view is gone; its tiles may stay until others need the place. */
  leave(): void;
};

export type TileCache<T> = {
  join(onLoad: () => void): TileUser<T>;
  /** Changes how many tiles are kept. */
  resize(capacity: number): void;
};

export function createTileCache<T>({ load, dispose, capacity: initialCapacity, spare, concurrency }: Loading<T>): TileCache<T> {
  let capacity = initialCapacity;
  /** In order of use: the first is the least recently drawn. */
  const tiles = new Map<string, T>();
  const loads = new Map<string, AbortController>();
  /** Tiles that do not exist any more; asking again would not help. */
  const missing = new Set<string>();
  const users = new Map<() => void, readonly string[]>();

  /** What is wanted, view by view in turn. More than there is room for would drive each other out for ever. */
  function wanted(): string[] {
    const lists = [...users.values()];
    const longest = Math.max(0, ...lists.map(({ length }) => length));
    const inTurn = new Set<string>();
    for (let index = 0; index < longest; index++) for (const { [index]: key } of lists) if (key !== undefined) inTurn.add(key);
    return [...inTurn].slice(0, capacity);
  }

  function startLoads(): void {
    for (const key of wanted()) {
      if (loads.size >= concurrency) return;
      if (!tiles.has(key) && !loads.has(key) && !missing.has(key)) void start(key);
    }
  }

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
      for (const [onLoad, keys] of users) if (keys.includes(key)) onLoad();
    } else missing.add(key);
    startLoads();
  }

  function evict(): void {
    const room = Math.min(capacity, wanted().length + spare);
    for (const [key, tile] of tiles) {
      if (tiles.size <= room) return;
      tiles.delete(key);
      dispose(tile);
    }
  }

  function stopUnwanted(): void {
    const still = new Set(wanted());
    for (const [key, controller] of loads) {
      if (still.has(key)) continue;
      controller.abort();
      loads.delete(key);
    }
  }

  return {
    resize(wantedCapacity) {
      capacity = wantedCapacity;
      evict();
      stopUnwanted();
      startLoads();
    },
    join(onLoad) {
      return {
        get(key) {
          const tile = tiles.get(key);
          if (tile === undefined) return undefined;
          tiles.delete(key);
          tiles.set(key, tile);
          return tile;
        },
        want(keys) {
          users.set(onLoad, keys);
          stopUnwanted();
          startLoads();
        },
        leave() {
          users.delete(onLoad);
          stopUnwanted();
        },
      };
    },
  };
}
