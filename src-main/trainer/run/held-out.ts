/** @file Sets pictures aside for measuring, evenly spread over the folder. Pure. */

const mostHeldOut = 8;
/** One picture in so many. */
const spacing = 12;

/** The same pictures for the same list; none where the list is too short to spare any. */
export function holdOut<T>(pictures: readonly T[]): { training: T[]; heldOut: T[] } {
  const count = Math.min(mostHeldOut, Math.floor(pictures.length / spacing));
  const chosen = new Set(Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * pictures.length) / count)));
  return { training: pictures.filter((_, index) => !chosen.has(index)), heldOut: pictures.filter((_, index) => chosen.has(index)) };
}
