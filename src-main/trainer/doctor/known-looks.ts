/**
 * @file What the doctor saw of a folder's files the last time, so that a second look at ten thousand takes a moment; command
 * line and trainer process. A file of another size or time, another libvips or another form of what is kept is looked at anew.
 */
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { libvipsVersion } from '../../image-io/libvips.ts';
import { homeFolder } from '../../runtime/home-folder.ts';
import { keptEntries } from '../kept-entries.ts';
import type { Fingerprint } from './fingerprint.ts';

/** By which a changed file is told from the one that was seen; the time is that of its last change, in milliseconds. */
export type FileState = { readonly bytes: number; readonly changedMs: number };

/** `fingerprint` is there where the picture was large enough to be looked at, `content` where somebody asked for it. */
export type KnownLook = { readonly width: number; readonly height: number; readonly fingerprint?: Fingerprint; readonly content?: string };

export type KnownLooks = {
  find(path: string, state: FileState): KnownLook | undefined;
  add(path: string, state: FileState, look: KnownLook): void;
  /** Where anything is new, keeps it beside what was known. */
  save(): Promise<void>;
};

/** Counts up when what is kept, or the way in which it is found out, changes. */
const form = 1;
/** Ten thousand files take 10 MB. */
const mostFolders = 8;

type Kept = FileState & { readonly look: KnownLook };

/** Where what was seen is kept, in the user's folder for caches. */
export const knownLooksFolder = (): string => join(homeFolder(), 'looks');

/** `home` is the folder for what is kept; null keeps nothing. */
export async function openKnownLooks(home: string | null, folder: string): Promise<KnownLooks> {
  const entries = home === null ? null : keptEntries(home, { ending: 'looks', most: mostFolders });
  const name = [form, libvipsVersion, folder];
  const stored = await entries?.readOrNull(name);
  const before = stored ? (deserialize(stored) as Map<string, Kept>) : new Map<string, Kept>();
  const added = new Map<string, Kept>();
  return {
    find(path, { bytes, changedMs }) {
      const kept = before.get(path);
      return kept?.bytes === bytes && kept.changedMs === changedMs ? kept.look : undefined;
    },
    add(path, state, look) {
      added.set(path, { ...state, look });
    },
    async save() {
      if (added.size > 0) await entries?.keep(name, serialize(new Map([...before, ...added])));
    },
  };
}
