/** @file What masks depend on beside their own data, for the keys of results; used by main. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { peopleModel } from '../../src-shared/mask.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import { findModel } from '../model-registry/find-models.ts';

export type MaskHashes = (recipe: Recipe) => Promise<(string | null)[]>;

/**
 * For each step the sha256 of its mask's file, or of the network that finds it; null where it has none or it cannot be read.
 * A file that stays is read once.
 */
export function createMaskHashes(modelDirectories: () => readonly string[]): MaskHashes {
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
  return ({ steps }) =>
    Promise.all(
      steps.map(({ mask }) => {
        if (mask?.source.kind === 'people') return hashOfPeople(modelDirectories());
        return mask?.source.kind === 'file' ? hashOf(mask.source.path) : null;
      }),
    );
}

async function hashOfPeople(directories: readonly string[]): Promise<string | null> {
  const model = await findModel(directories, peopleModel);
  return model.ok ? (model.value.manifest.networks[0]?.sha256 ?? null) : null;
}

async function read(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
