/** @file The pictures of the window, each decoded once for the canvas and for jobs; used by main, knows nothing of Electron. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Picture } from '../../src-shared/ipc.ts';
import type { Engine } from './engine.ts';
import { createSerial } from '../../src-shared/serial.ts';
import type { SessionFolder } from './session-folder.ts';
import type { TileStore } from './tile-store.ts';

/** What is computed from: the decoded pixels as they were when the picture was opened. */
export type Source = { readonly raster: string; /** sha256 of the file. */ readonly sha256: string };
/** A picture that is open, with its source. */
export type OpenPicture = Picture & { readonly state: Extract<Picture['state'], { kind: 'open' }>; readonly source: Source };

export type Pictures = {
  list(): Picture[];
  find(id: string): Picture | undefined;
  /** Undefined while it opens, and where it could not be opened. */
  findOpen(id: string): OpenPicture | undefined;
  /** Whether a picture with this content is open. */
  isOpen(sha256: string): boolean;
  /** Answers at once with pictures that are opening; a file that is open already answers with its picture. */
  add(paths: readonly string[]): Picture[];
  /** Opens pictures under the ids that they had, `firstId` before the others; their order stays. */
  restore(pictures: readonly Pick<Picture, 'id' | 'path'>[], firstId: string | null): void;
  close(id: string): Promise<void>;
};

type Surroundings = {
  readonly engine: Engine;
  readonly tiles: TileStore;
  readonly folder: SessionFolder;
  readonly onChange: (picture: Picture) => void;
  /** Told when a picture has come or gone. */
  readonly onList: () => void;
};

export function createPictures({ engine, tiles, folder, onChange, onList }: Surroundings): Pictures {
  const pictures = new Map<string, Picture>();
  const hashes = new Map<string, string>();
  const openings = new Map<string, AbortController>();
  const oneAtATime = createSerial();
  const names = (id: string) => ({ raster: `${id}.raster`, pyramid: `${id}.tiles`, glance: `${id}.glance` });

  const change = (id: string, state: Picture['state']) => {
    const picture = { ...pictures.get(id)!, state };
    pictures.set(id, picture);
    onChange(picture);
  };
  const removeFiles = (id: string) => Promise.all(Object.values(names(id)).map((name) => folder.removeIgnoringErrors(name)));

  /** Shows large JPEGs at once, coarsely; the id of their tiles, null for other pictures. */
  async function glance(id: string, path: string, signal: AbortSignal): Promise<string | null> {
    if (!/\.jpe?g?$/i.test(path)) return null;
    const file = folder.file(names(id).glance);
    const seen = await engine.call('glance', { path, pyramid: file }, { signal });
    if (signal.aborted || !seen.ok || !seen.value) return null;
    const glanceId = randomUUID();
    await tiles.allow(glanceId, file, seen.value.pyramid);
    change(id, { kind: 'opening', glance: { id: glanceId, ...seen.value } });
    return glanceId;
  }

  async function open(id: string, path: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const keep = { raster: folder.file(names(id).raster), pyramid: folder.file(names(id).pyramid) };
    const glanceId = await glance(id, path, signal);
    const opened = await engine.call('open', { path, keep }, { signal });
    if (glanceId !== null) await tiles.release(glanceId);
    if (signal.aborted) return void (await removeFiles(id));
    openings.delete(id);
    if (!opened.ok) {
      change(id, { kind: 'failed', failure: opened.error });
      return;
    }
    const { info, pyramid, sha256 } = opened.value;
    await folder.removeIgnoringErrors(names(id).glance);
    await tiles.allow(id, keep.pyramid, pyramid);
    hashes.set(id, sha256);
    change(id, { kind: 'open', info, pyramid });
  }

  function schedule({ id, path }: Picture): void {
    const opening = new AbortController();
    openings.set(id, opening);
    void oneAtATime(() => open(id, path, opening.signal));
  }

  function put(id: string, path: string): Picture {
    const picture: Picture = { id, path, name: basename(path), state: { kind: 'opening' } };
    pictures.set(id, picture);
    return picture;
  }

  /** A file that could not be opened before is tried again: it may have been mended. */
  function begin(path: string): Picture {
    const known = [...pictures.values()].find((it) => it.path === path);
    if (known && known.state.kind !== 'failed') return known;
    const picture = put(known?.id ?? randomUUID(), path);
    schedule(picture);
    onList();
    return picture;
  }

  return {
    list: () => [...pictures.values()],
    find: (id) => pictures.get(id),
    findOpen(id) {
      const picture = pictures.get(id);
      const sha256 = hashes.get(id);
      if (picture?.state.kind !== 'open' || sha256 === undefined) return undefined;
      return { ...picture, state: picture.state, source: { raster: folder.file(names(id).raster), sha256 } };
    },
    isOpen: (sha256) => [...hashes.values()].includes(sha256),
    add: (paths) => [...new Set(paths)].map(begin),
    restore(kept, firstId) {
      const restored = kept.map(({ id, path }) => put(id, path));
      for (const picture of restored.toSorted((a, b) => Number(b.id === firstId) - Number(a.id === firstId))) schedule(picture);
    },
    async close(id) {
      pictures.delete(id);
      onList();
      hashes.delete(id);
      openings.get(id)?.abort();
      openings.delete(id);
      await tiles.release(id);
      await removeFiles(id);
    },
  };
}
