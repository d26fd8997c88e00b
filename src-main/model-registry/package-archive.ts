/**
 * @file A model package as one file, `.imago`: a zip with the package's files. Runs in main and the command line.
 *
 * [Note: Foreign archives] An archive comes from anywhere, so nothing in it is believed: names that lead out of the package
 * or are no part of one are refused, sizes are held against limits before anything is unpacked and against the archive's
 * own word while bytes come out, and networks against the manifest's sha256 before the package gets its name.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile as ZipReader } from 'yauzl';
import { ZipFile } from 'yazl';
import { failure } from '../../src-shared/failure.ts';
import { type ModelManifest, modelManifestSchema } from '../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import type { InstalledModel } from './find-models.ts';
import { manifestName, parseManifest } from './manifest.ts';
import { verifyModel } from './verify-model.ts';

export const archiveEnding = '.imago';

/** The manifest, networks, weights to train on from, the description and its pictures; at most one folder deep. */
const packageFile = /^(?:\w[\w.-]*\/)?\w[\w.-]*\.(?:json|onnx|bin|md|txt|jpe?g|png|webp)$/i;
/** What would only take time to compress. */
const dense = /\.(?:onnx|bin|jpe?g|png|webp)$/i;

const largestManifest = 2 ** 20;
/** Beyond any network that a desktop machine runs. */
const defaultLimits = { files: 200, bytes: 16 * 2 ** 30 };
export type ArchiveLimits = typeof defaultLimits;

/** Writes the package to `file`, whole or not at all; what was there is replaced. Throws where the disk does not take it. */
export async function packModel({ folder }: Pick<InstalledModel, 'folder'>, file: string): Promise<void> {
  const zip = new ZipFile();
  for (const name of await packageFiles(folder)) zip.addFile(join(folder, name), name, { compress: !dense.test(name) });
  zip.end();
  const partial = `${file}.partial`;
  try {
    await pipeline(zip.outputStream, createWriteStream(partial));
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** Paths with slashes, in an order that does not depend on the file system. */
async function packageFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const inside = async (name: string) => (await readdir(join(folder, name))).map((it) => `${name}/${it}`);
  const names = await Promise.all(entries.map(async (entry) => (entry.isDirectory() ? inside(entry.name) : [entry.name])));
  return names.flat().filter((name) => packageFile.test(name)).sort();
}

/** What an archive says that it holds; nothing is unpacked. */
export const readArchive = (file: string, limits: ArchiveLimits = defaultLimits): Promise<Result<ModelManifest>> =>
  withArchive(file, limits, (_zip, { manifest }) => Promise.resolve(succeed(manifest)));

type Unpacking = { /** What the model is called here; absent: as the archive says. */ readonly id?: string | undefined; readonly limits?: ArchiveLimits };

/**
 * Unpacks into `directory/<id>`, which must not exist yet. Nothing stays of an archive that is refused. Throws where the disk
 * does not take it.
 */
export function unpackModel(file: string, directory: string, { id, limits = defaultLimits }: Unpacking = {}): Promise<Result<InstalledModel>> {
  return withArchive(file, limits, async (zip, { manifest: described, entries }) => {
    const named = modelManifestSchema.safeParse({ ...described, id: id ?? described.id });
    if (!named.success) return failWith(failure('bad-request', `“${String(id)}” cannot be the id of a model.`, { reason: 'model-id', advice: 'Take small letters, digits and hyphens.' }));
    const manifest = named.data;
    const folder = join(directory, manifest.id);
    const partial = join(directory, `.partial-${manifest.id}`);
    await rm(partial, { recursive: true, force: true });
    try {
      for (const [name, entry] of entries) await unpackEntry(zip, entry, join(partial, name));
      await writeFile(join(partial, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
      const problem = await verifyModel({ folder: partial, manifest });
      if (problem) return failWith(refused(file, `${problem.message} ${problem.detail ?? ''}`));
      await rename(partial, folder);
      return succeed({ folder, manifest });
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  });
}

async function unpackEntry(zip: ZipReader, entry: Entry, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path));
}

type Archive = { readonly manifest: ModelManifest; /** By path in the package. */ readonly entries: ReadonlyMap<string, Entry> };

async function withArchive<T>(file: string, limits: ArchiveLimits, use: (zip: ZipReader, archive: Archive) => Promise<Result<T>>): Promise<Result<T>> {
  let zip: ZipReader | undefined;
  try {
    zip = await openPromise(file, { autoClose: false, strictFileNames: true, validateEntrySizes: true });
    const archive = await listArchive(zip, file, limits);
    return archive.ok ? await use(zip, archive.value) : archive;
  } catch (error) {
    // Errors of the file system carry a code; the others tell of the archive, as libraries word it.
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return failWith(failure('file-missing', `There is no file “${basename(file)}” in ${dirname(file)}.`, { advice: 'Check whether it was moved, renamed or deleted.' }));
    if (code !== undefined && !code.startsWith('Z_')) throw error;
    return failWith(refused(file, message));
  } finally {
    zip?.close();
  }
}

async function listArchive(zip: ZipReader, file: string, limits: ArchiveLimits): Promise<Result<Archive>> {
  const all: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (all.push(entry) > limits.files) return failWith(refused(file, `expected at most ${limits.files} files`));
  }
  const bytes = all.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (bytes > limits.bytes) return failWith(refused(file, `expected at most ${limits.bytes} bytes, got ${bytes}`));
  const described = all.filter(({ fileName }) => fileName === manifestName || fileName.endsWith(`/${manifestName}`)).toSorted((a, b) => a.fileName.length - b.fileName.length)[0];
  if (!described || described.uncompressedSize > largestManifest) return failWith(refused(file, `expected a ${manifestName} in it`));
  // A folder that was packed by hand is in there itself, as the one folder around everything.
  const root = described.fileName.slice(0, -manifestName.length);
  const entries = new Map<string, Entry>();
  for (const entry of all) {
    if (entry.fileName.endsWith('/')) continue;
    const name = entry.fileName.startsWith(root) ? entry.fileName.slice(root.length) : '';
    if (!packageFile.test(name)) return failWith(refused(file, `expected no such file as ${entry.fileName}`));
    if (entries.has(name)) return failWith(refused(file, `expected ${name} once`));
    entries.set(name, entry);
  }
  const text = await buffer(await zip.openReadStreamPromise(described));
  const manifest = parseManifest(text.toString('utf8'));
  return manifest.ok ? succeed({ manifest: manifest.value, entries }) : failWith(refused(file, manifest.error));
}

const refused = (file: string, detail: string) =>
  failure('model-invalid', `“${basename(file)}” is no model package that can be used.`, { advice: 'Export or download it again; a model package ends in .imago.', detail });
