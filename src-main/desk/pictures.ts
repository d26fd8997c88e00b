/** @file The open pictures, each decoded once for the canvas; used by main, knows nothing of Electron. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Picture } from '../../src-shared/ipc.ts';
import type { Engine } from './engine.ts';
import { createSerial } from './serial.ts';
import type { SessionFolder } from './session-folder.ts';
import type { TileStore } from './tile-store.ts';

export type Pictures = {
  list(): Picture[];
  find(id: string): Picture | undefined;
  /** Answers at once with pictures that are opening; a file that is open already answers with its picture. */
  add(paths: readonly string[]): Picture[];
  close(id: string): Promise<void>;
};

type Surroundings = {
  readonly engine: Engine;
  readonly tiles: TileStore;
  readonly folder: SessionFolder;
  readonly onChange: (picture: Picture) => void;
};

export function createPictures({ engine, tiles, folder, onChange }: Surroundings): Pictures {
  const pictures = new Map<string, Picture>();
  const openings = new Map<string, AbortController>();
  const oneAtATime = createSerial();

  const change = (id: string, state: Picture['state']) => {
    const picture = { ...pictures.get(id)!, state };
    pictures.set(id, picture);
    onChange(picture);
  };

  async function open(id: string, path: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const pyramidFile = folder.file(`${id}.tiles`);
    const opened = await engine.call('open', { path, pyramid: pyramidFile }, { signal });
    if (signal.aborted) return folder.removeIgnoringErrors(`${id}.tiles`);
    openings.delete(id);
    if (!opened.ok) {
      change(id, { kind: 'failed', failure: opened.error });
      return;
    }
    await tiles.allow(id, pyramidFile, opened.value.pyramid);
    change(id, { kind: 'open', ...opened.value });
  }

  /** A file that could not be opened before is tried again: it may have been mended. */
  function begin(path: string): Picture {
    const known = [...pictures.values()].find((it) => it.path === path);
    if (known && known.state.kind !== 'failed') return known;
    const picture: Picture = { id: known?.id ?? randomUUID(), path, name: basename(path), state: { kind: 'opening' } };
    const opening = new AbortController();
    pictures.set(picture.id, picture);
    openings.set(picture.id, opening);
    void oneAtATime(() => open(picture.id, path, opening.signal));
    return picture;
  }

  return {
    list: () => [...pictures.values()],
    find: (id) => pictures.get(id),
    add: (paths) => [...new Set(paths)].map(begin),
    async close(id) {
      pictures.delete(id);
      openings.get(id)?.abort();
      openings.delete(id);
      await tiles.release(id);
      await folder.removeIgnoringErrors(`${id}.tiles`);
    },
  };
}
