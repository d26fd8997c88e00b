/** @file What the files of masks hold, for the keys of results; used by main. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Recipe } from '../../src-shared/recipe.ts';

export type MaskHashes = (recipe: Recipe) => Promise<(string | null)[]>;

/** For each step the sha256 of its mask's file; null where it has none or the file cannot be read. A file that stays is read once. */
export function createMaskHashes(): MaskHashes {
  const known = new Map<string, Promise<string>>();
  async function hashOf(path: string): Promise<string | null> {
    try {
      const { size, mtimeMs } = await stat(path);
      const version = `${path} ${size} ${mtimeMs}`;
      const hash = known.get(version) ?? read(path);
      known.set(version, hash);
      return await hash;
    } catch {
      return null;
    }
  }
  return ({ steps }) => Promise.all(steps.map(({ mask }) => (mask?.source.kind === 'file' ? hashOf(mask.source.path) : null)));
}

async function read(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
