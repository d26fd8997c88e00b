/** @file Keeps so many things and no more, the least recently used go first. Pure. */

export type ThumbnailCache<T> = { get(id: string): T | undefined; put(id: string, value: T): void };

export function createThumbnailCache<T>(kept: number, dispose: (value: T) => void): ThumbnailCache<T> {
  const values = new Map<string, T>();
  const remove = (id: string) => {
    const value = values.get(id);
    if (value === undefined) return;
    values.delete(id);
    dispose(value);
  };
  return {
    get(id) {
      const value = values.get(id);
      if (value === undefined) return undefined;
      values.delete(id);
      values.set(id, value);
      return value;
    },
    put(id, value) {
      remove(id);
      values.set(id, value);
      for (const oldest of values.keys()) {
        if (values.size <= kept) break;
        remove(oldest);
      }
    },
  };
}
