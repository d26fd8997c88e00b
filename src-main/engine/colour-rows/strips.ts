/** @file Which rows of a raster are next, for threads that share the work. Pure; runs in the engine and its row workers. */

/** How many strips are taken. Shared by threads. */
export type Strips = Int32Array;

export const createStrips = (): Strips => new Int32Array(new SharedArrayBuffer(4));

/** The next `rows` rows, or those that are left; null when there are none. */
export function claimStrip(strips: Strips, height: number, rows: number): { readonly first: number; readonly count: number } | null {
  const first = rows * Atomics.add(strips, 0, 1);
  return first < height ? { first, count: Math.min(rows, height - first) } : null;
}

/** Leaves none to take, however many there were: `height` rows have no more strips. */
export const leaveNoStrip = (strips: Strips, height: number): void => void Atomics.store(strips, 0, height);
