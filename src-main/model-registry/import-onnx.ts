/** @file Makes a model package of an ONNX file of another program. Runs in main and the command line. */
import { copyFile, link, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ModelManifest } from '../../src-shared/model.ts';
import type { ModelProposal } from '../../src-shared/model-import.ts';
import { type Result, succeed } from '../../src-shared/result.ts';
import type { InstalledModel } from './find-models.ts';
import { checkFree, orWriteFailure } from './install-model.ts';
import { manifestName } from './manifest.ts';
import { ownModelsFolder } from './own-models.ts';
import { hashOf } from './verify-model.ts';

const networkFile = 'network.onnx';

export async function importOnnx(file: string, proposal: ModelProposal, directories: readonly string[]): Promise<Result<InstalledModel>> {
  const free = await checkFree(directories, proposal.id);
  return free.ok ? orWriteFailure(async () => succeed(await packageOnnx(file, proposal, ownModelsFolder()))) : free;
}

/**
 * Writes the package `directory/<id>` around a copy of the file; `linked`: around the file itself, where the file system
 * can, for a package that is soon gone. Throws where the disk does not take it.
 */
export async function packageOnnx(file: string, proposal: ModelProposal, directory: string, { linked = false } = {}): Promise<InstalledModel> {
  const folder = join(directory, proposal.id);
  const partial = join(directory, `.partial-${proposal.id}`);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  try {
    const copy = join(partial, networkFile);
    if (linked) await link(file, copy).catch(() => copyFile(file, copy));
    else await copyFile(file, copy);
    const manifest = describe(proposal, { source: basename(file), sha256: await hashOf(copy), bytes: (await stat(copy)).size });
    await writeFile(join(partial, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    await rename(partial, folder);
    return { folder, manifest };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

type File = { readonly source: string; readonly sha256: string; readonly bytes: number };

function describe({ id, name, task, description, licence, ...rest }: ModelProposal, { source, sha256, bytes }: File): ModelManifest {
  return { format: 1, id, name, task, description, licence, provenance: { source, version: 'imported' }, networks: [{ ...rest, file: networkFile, sha256, bytes, range: 1 }] };
}
