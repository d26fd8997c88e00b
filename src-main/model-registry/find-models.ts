/**
 * @file Finds model packages in the given directories, one folder a package; of two with one id the first directory's
 * counts. Runs in the engine, main and the command line.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, failure } from '../../src-shared/failure.ts';
import { type ModelManifest, modelIdSchema } from '../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { loadManifest } from './manifest.ts';

export type InstalledModel = { readonly folder: string; readonly manifest: ModelManifest };
export type FoundModel = { readonly id: string; readonly folder: string; readonly manifest: Result<ModelManifest> };

/** Ordered by directory, then by id; with those whose manifest is wrong, so that they can be told of. */
export async function findModels(directories: readonly string[]): Promise<FoundModel[]> {
  const found = new Map<string, FoundModel>();
  for (const directory of directories) {
    for (const id of await foldersIn(directory)) {
      if (found.has(id)) continue;
      const folder = join(directory, id);
      const manifest = await loadManifest(folder);
      if (manifest.ok || manifest.error.code !== 'model-missing') found.set(id, { id, folder, manifest });
    }
  }
  return [...found.values()];
}

/** Reads the one manifest: a batch of small pictures asks for each of them. */
export async function findModel(directories: readonly string[], id: string): Promise<Result<InstalledModel>> {
  for (const directory of modelIdSchema.safeParse(id).success ? directories : []) {
    const folder = join(directory, id);
    const manifest = await loadManifest(folder);
    if (manifest.ok) return succeed({ folder, manifest: manifest.value });
    if (manifest.error.code !== 'model-missing') return manifest;
  }
  return failWith(unknownModel(id, await findModels(directories)));
}

function unknownModel(id: string, models: readonly FoundModel[]): Failure {
  const known = models.map((model) => model.id).join(', ');
  return failure('model-missing', `There is no model “${id}”.`, { advice: known ? `Choose one of ${known}.` : 'Prepare the built-in models with: npm run models' });
}

/** A directory that does not exist holds no models: the user's own appears with the first import, whose unfinished packages are hidden. */
async function foldersIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}
