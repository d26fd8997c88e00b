/** @file The pictures of the window, each decoded once for the canvas and for jobs; used by main, knows nothing of Electron. */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { failure } from '../../src-shared/failure.ts';
import type { Picture } from '../../src-shared/ipc.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { glanceSize } from '../image-io/glance-size.ts';
import { createDecodedFiles } from './decoded-files.ts';
import type { Engine } from './engine.ts';
import { createSerial } from '../../src-shared/serial.ts';
import type { SessionFolder } from './session-folder.ts';
import type { TileStore } from './tile-store.ts';

/** What is computed from. */
export type Source = {
  /** sha256 of the file. */
  readonly sha256: string;
  /** Runs a task on the raster of the decoded pixels, which is there until it ends. */
  readonly use: <T>(task: (raster: string) => Promise<Result<T>>) => Promise<Result<T>>;
  /** Path of what the canvas draws of it, there as long as the raster. */
  readonly pyramid: string;
};
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
  /** The window shows the glance of a picture, or has no use for it. */
  seen(id: string): void;
  close(id: string): Promise<void>;
  /** After the bound of the disk has changed. */
  trim(): Promise<void>;
};

type Surroundings = {
  readonly engine: Engine;
  readonly tiles: TileStore;
  readonly folder: SessionFolder;
  /** What a picture is shown in, in device pixels. */
  readonly view: () => { readonly width: number; readonly height: number };
  readonly onChange: (picture: Picture) => void;
  /** Told when a picture has come or gone. */
  readonly onList: () => void;
  /** Disk that decoded pictures may take; what is being looked at may go beyond. */
  readonly limitBytes: () => number;
  /** How long the window may take to show a glance before the whole picture is decoded all the same. */
  readonly patienceMs?: number;
};

export function createPictures({ engine, tiles, folder, view, limitBytes, onChange, onList, patienceMs = 250 }: Surroundings): Pictures {
  const pictures = new Map<string, Picture>();
  const hashes = new Map<string, string>();
  const openings = new Map<string, AbortController>();
  /** Glances that the window has not shown yet. */
  const unseen = new Map<string, () => void>();
  const oneAtATime = createSerial();
  const names = (id: string) => ({ raster: `${id}.raster`, pyramid: `${id}.tiles`, glance: `${id}.glance`, small: `${id}.small` });
  const keepOf = (id: string) => ({ raster: folder.file(names(id).raster), pyramid: folder.file(names(id).pyramid) });

  const change = (id: string, state: Picture['state']) => {
    const picture = { ...pictures.get(id)!, state };
    pictures.set(id, picture);
    onChange(picture);
  };
  const removeFiles = (id: string) => Promise.all(Object.values(names(id)).map((name) => folder.removeIgnoringErrors(name)));

  /**
   * Shows large JPEGs at once, as sharp as the view is; the id of their tiles, null for other pictures. The tiles are told
   * of before they are written, so that the window gets ready meanwhile. Ends when they are on screen: decoding the whole
   * would take the processor from it.
   */
  async function glance(id: string, path: string, signal: AbortSignal): Promise<string | null> {
    if (!/\.jpe?g?$/i.test(path)) return null;
    const shownIn = view();
    const file = folder.file(names(id).glance);
    // Both at once: the engine decodes while it tells what it reads.
    const written = engine.call('glance', { path, view: shownIn, pyramid: file }, { signal });
    const inspected = await engine.call('inspect', { path }, { signal });
    if (signal.aborted || !inspected.ok || inspected.value.format !== 'jpeg') return null;
    const size = glanceSize(inspected.value, shownIn);
    if (!size) return null;
    const glanceId = randomUUID();
    // One that could not be written has no tiles; decoding the whole tells what is wrong.
    const allowed = tiles.allow(glanceId, file, size, { written }).catch(() => undefined);
    const isSeen = new Promise<void>((resolve) => unseen.set(id, resolve));
    change(id, { kind: 'opening', glance: { id: glanceId, info: inspected.value, pyramid: size } });
    await allowed;
    await Promise.race([isSeen, delay(patienceMs, undefined, { ref: false })]);
    unseen.delete(id);
    return glanceId;
  }

  async function open(id: string, path: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const keep = keepOf(id);
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
    await tiles.allow(id, keep.pyramid, pyramid, { onShown: () => decoded.use(id, () => Promise.resolve(succeed(null))) });
    hashes.set(id, sha256);
    change(id, { kind: 'open', info, pyramid });
    await decoded.put(id, await bytesOf(keep));
  }

  /** Its file may have changed or gone since. */
  async function decodeAgain(id: string): Promise<Result<number>> {
    const keep = keepOf(id);
    const opened = await engine.call('open', { path: pictures.get(id)!.path, keep });
    if (!pictures.has(id)) {
      await removeFiles(id);
      return failWith(failure('cancelled', 'Cancelled.'));
    }
    if (!opened.ok) {
      hashes.delete(id);
      await tiles.release(id);
      change(id, { kind: 'failed', failure: opened.error });
      return opened;
    }
    const { info, pyramid, sha256 } = opened.value;
    await tiles.widen(id, keep.pyramid, pyramid);
    await folder.removeIgnoringErrors(names(id).small);
    if (hashes.get(id) !== sha256) {
      hashes.set(id, sha256);
      change(id, { kind: 'open', info, pyramid });
    }
    return succeed(await bytesOf(keep));
  }

  const decoded = createDecodedFiles({
    limitBytes,
    decode: decodeAgain,
    async drop(id) {
      const { raster, pyramid, small } = names(id);
      await tiles.narrow(id, folder.file(small));
      await Promise.all([raster, pyramid].map((name) => folder.removeIgnoringErrors(name)));
    },
  });

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
      return { ...picture, state: picture.state, source: { sha256, use: (task) => decoded.use(id, () => task(keepOf(id).raster)), pyramid: keepOf(id).pyramid } };
    },
    isOpen: (sha256) => [...hashes.values()].includes(sha256),
    add: (paths) => [...new Set(paths)].map(begin),
    restore(kept, firstId) {
      const restored = kept.map(({ id, path }) => put(id, path));
      for (const picture of restored.toSorted((a, b) => Number(b.id === firstId) - Number(a.id === firstId))) schedule(picture);
    },
    seen: (id) => unseen.get(id)?.(),
    async close(id) {
      unseen.get(id)?.();
      pictures.delete(id);
      onList();
      hashes.delete(id);
      decoded.forget(id);
      openings.get(id)?.abort();
      openings.delete(id);
      await tiles.release(id);
      await removeFiles(id);
    },
    trim: decoded.trim,
  };
}

const bytesOf = async (files: Readonly<Record<string, string>>): Promise<number> => {
  const sizes = await Promise.all(Object.values(files).map((file) => stat(file)));
  return sizes.reduce((sum, { size }) => sum + size, 0);
};
