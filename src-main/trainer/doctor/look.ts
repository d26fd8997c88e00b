/** @file The doctor's look at one file: its header, its small copy, and its content where another file may hold the same; command line and trainer process. */
import { stat } from 'node:fs/promises';
import { type Result, succeed } from '../../../src-shared/result.ts';
import { readSmallPicture } from '../../image-io/small-picture.ts';
import type { PictureFile } from '../data/batch-source.ts';
import { isTooSmall, readHeader } from '../data/examine-folder.ts';
import { loadPicture } from '../data/load-picture.ts';
import type { Picture } from '../data/picture.ts';
import type { Seen } from './compare.ts';
import { contentOf } from './content.ts';
import { fingerprint } from './fingerprint.ts';
import type { FileState, KnownLook, KnownLooks } from './known-looks.ts';

/** Long side in pixels at which pictures are looked at: JPEG is decoded many times faster so. */
const lookedAtSide = 256;

export type FileStates = {
  /** Undefined where the file is gone. */
  of(path: string): FileState | undefined;
  /** Whether another file has as many bytes. */
  isAsLongAsAnother(state: FileState): boolean;
};

/** Of files that are to be compared with each other; one that is named twice counts twice. */
export async function statesOf(paths: readonly string[]): Promise<FileStates> {
  const states = new Map<string, FileState>();
  const lengths = new Map<number, number>();
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (!found) continue;
    states.set(path, { bytes: found.size, changedMs: found.mtimeMs });
    lengths.set(found.size, (lengths.get(found.size) ?? 0) + 1);
  }
  return { of: (path) => states.get(path), isAsLongAsAnother: ({ bytes }) => lengths.get(bytes)! > 1 };
}

type Surroundings = { readonly states: FileStates; readonly known: KnownLooks; readonly smallestSide: number; readonly scratch: string; readonly signal?: AbortSignal | undefined };

/** A file that is too small comes without `content`. */
export async function lookOnce(path: string, { states, known, smallestSide, scratch, signal }: Surroundings): Promise<Result<Seen | PictureFile>> {
  const state = states.of(path);
  const before = state && known.find(path, state);
  const header = before ? succeed({ path, width: before.width, height: before.height }) : await readHeader(path);
  if (!header.ok) return header;
  const { width, height } = header.value;
  const small = isTooSmall(header.value, smallestSide);
  const look = small || before?.fingerprint ? succeed(before?.fingerprint) : await fingerprintOf(path, scratch, signal);
  if (!look.ok) return look;
  const wanted = !small && state && states.isAsLongAsAnother(state);
  const content = before?.content ?? (wanted ? await contentOrNull(path) : null);
  const now: KnownLook = { width, height, ...(look.value ? { fingerprint: look.value } : {}), ...(content === null ? {} : { content }) };
  if (state && !(before && before.fingerprint === now.fingerprint && before.content === now.content)) known.add(path, state, now);
  // A file that is as long as no other, or that has gone since, is equal to none.
  return succeed(small ? header.value : { path, content: content ?? path, ...look.value! });
}

async function fingerprintOf(path: string, scratch: string, signal?: AbortSignal) {
  const small = await readSmallPicture(path, lookedAtSide);
  const loaded = small ? succeed<Picture>(small) : await loadPicture(path, scratch, signal);
  return loaded.ok ? succeed(fingerprint(loaded.value)) : loaded;
}

const contentOrNull = (path: string): Promise<string | null> => contentOf(path).catch(() => null);
