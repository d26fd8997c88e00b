/** @file Finds repeated pictures, and how much two folders have in common. Pure. */
import { type Fingerprint, looksDistance } from './fingerprint.ts';

export type Seen = Fingerprint & { readonly path: string; /** SHA-256 of the file. */ readonly content: string };

/** Most places at which the looks of one picture and a copy of it (smaller, recompressed, brighter) differ. */
const nearDistance = 4;
/** Below it a picture is too plain for its looks to mean anything. */
const leastContrast = 0.02;

/** The looks of many pictures side by side: pairs of ten thousand are fifty million, and looked at one after another. */
type LooksOfMany = { readonly upper: Int32Array; readonly lower: Int32Array; /** 1 where looks mean something. */ readonly told: Uint8Array };

const looksOfMany = (pictures: readonly Seen[]): LooksOfMany => ({
  upper: Int32Array.from(pictures, ({ looks }) => looks[0]),
  lower: Int32Array.from(pictures, ({ looks }) => looks[1]),
  told: Uint8Array.from(pictures, ({ contrast }) => (contrast >= leastContrast ? 1 : 0)),
});

/** The first picture from `from` on that looks like this one; the number of pictures where there is none. */
function nextNear({ looks, contrast }: Seen, { upper, lower, told }: LooksOfMany, from: number): number {
  const [above, below] = looks;
  let index = contrast >= leastContrast ? from : upper.length;
  while (index < upper.length && (told[index] === 0 || looksDistance(above, below, upper[index]!, lower[index]!) > nearDistance)) index++;
  return index;
}

/** Files with the same content, in groups of two and more. */
export function exactDuplicates(pictures: readonly Seen[]): string[][] {
  const groups = new Map<string, Seen[]>();
  for (const picture of pictures) {
    const group = groups.get(picture.content);
    if (group) group.push(picture);
    else groups.set(picture.content, [picture]);
  }
  return [...groups.values()].filter((group) => group.length > 1).map((group) => group.map(({ path }) => path));
}

/**
 * Files that look the same as one before them and differ from it, each once, with the first such. Ten thousand pictures are
 * fifty million pairs, and a series may make all of them alike, so nothing is made on the way and no more kept than there are pictures.
 */
export function nearDuplicates(pictures: readonly Seen[]): [string, string][] {
  const pairs: [string, string][] = [];
  const repeats = new Uint8Array(pictures.length);
  const many = looksOfMany(pictures);
  for (const [first, a] of pictures.entries()) {
    for (let second = nextNear(a, many, first + 1); second < pictures.length; second = nextNear(a, many, second + 1)) {
      const b = pictures[second]!;
      if (repeats[second] === 1 || a.content === b.content) continue;
      repeats[second] = 1;
      pairs.push([a.path, b.path]);
    }
  }
  return pairs;
}

/** Pictures of one folder that are in the other as well, the same or nearly so. */
export function shared(a: readonly Seen[], b: readonly Seen[]): string[] {
  const contents = new Set(b.map(({ content }) => content));
  const many = looksOfMany(b);
  return a.filter((first) => contents.has(first.content) || nextNear(first, many, 0) < b.length).map(({ path }) => path);
}

/** What two folders' histograms have in common, 0 to 1 (Swain and Ballard 1991). */
export function overlap(a: readonly Fingerprint[], b: readonly Fingerprint[], histogram: 'brightness' | 'colour'): number {
  const [first, second] = [meanHistogram(a, histogram), meanHistogram(b, histogram)];
  return first.reduce((sum, share, bin) => sum + Math.min(share, second[bin]!), 0);
}

function meanHistogram(pictures: readonly Fingerprint[], histogram: 'brightness' | 'colour'): number[] {
  const bins = pictures[0]![histogram].length;
  return Array.from({ length: bins }, (_, bin) => pictures.reduce((sum, picture) => sum + picture[histogram][bin]!, 0) / pictures.length);
}

export const meanBrightness = (pictures: readonly Fingerprint[]): number => pictures.reduce((sum, picture) => sum + picture.meanBrightness, 0) / pictures.length;
