/** @file The order of a list after one of it was moved. Pure. */

/** `before`: the one that follows from then on; null: it is the last. */
export function placeBefore(ids: readonly string[], id: string, before: string | null): string[] {
  const others = ids.filter((it) => it !== id);
  const place = before === null ? others.length : others.indexOf(before);
  return place < 0 ? [...ids] : others.toSpliced(place, 0, id);
}
