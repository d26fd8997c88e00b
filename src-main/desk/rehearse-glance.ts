/**
 * @file Looks at a small picture before the user's first: what a glance loads and compiles in the engine and in main is there
 * then. Used by main.
 */
import { randomUUID } from 'node:crypto';
import type { Engine } from './engine.ts';
import type { SessionFolder } from './session-folder.ts';
import type { TileStore } from './tile-store.ts';

type Surroundings = { readonly engine: Engine; readonly tiles: TileStore; readonly folder: SessionFolder };

/** `path` is a JPEG of at least 800 x 600 pixels. Leaves no file, and fails in silence: the first glance takes longer then. */
export async function rehearseGlance({ engine, tiles, folder }: Surroundings, path: string): Promise<void> {
  const id = randomUUID();
  const name = `${id}.glance`;
  const size = { width: 400, height: 300 };
  await Promise.all([engine.call('inspect', { path }), engine.call('glance', { path, view: size, pyramid: folder.file(name) })]);
  await tiles.allow(id, folder.file(name), size).catch(() => undefined);
  await tiles.read({ id, level: 0, column: 0, row: 0 });
  await tiles.release(id);
  await folder.removeIgnoringErrors(name);
}
