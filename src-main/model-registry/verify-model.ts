/** @file Proves that a network's file is the one its manifest was written for. Runs in the engine and the command line. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Failure, failure } from '../../src-shared/failure.ts';
import type { ModelNetwork } from '../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import type { InstalledModel } from './find-models.ts';

/** The path of the network's ONNX file, its sha256 checked: once for as long as the file is not written. */
export async function verifyNetwork(model: InstalledModel, network: ModelNetwork): Promise<Result<string>> {
  const present = await presentNetwork(model, network);
  if (!present.ok) return present;
  const sha256 = await knownHashOf(present.value);
  return sha256 === network.sha256 ? present : failWith(tampered(model, network, `expected sha256 ${network.sha256}, got ${sha256}`));
}

/** The path of the network's ONNX file, its size checked: what can be told at once of every model. */
export async function presentNetwork(model: InstalledModel, network: ModelNetwork): Promise<Result<string>> {
  const path = join(model.folder, network.file);
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) return failWith(missing(model, network));
  return size === network.bytes ? succeed(path) : failWith(tampered(model, network, `expected ${network.bytes} bytes, got ${size}`));
}

/** Every network of the model, checked in turn; the first failure, or nothing. */
export async function verifyModel(model: InstalledModel): Promise<Failure | undefined> {
  for (const network of model.manifest.networks) {
    const verified = await verifyNetwork(model, network);
    if (!verified.ok) return verified.error;
  }
  return undefined;
}

type Hashed = { readonly stamp: string; readonly sha256: string };
const hashed = new Map<string, Hashed>();

async function knownHashOf(path: string): Promise<string> {
  const stamp = await stampOf(path);
  const known = hashed.get(path);
  if (known?.stamp === stamp) return known.sha256;
  const sha256 = await hashOf(path);
  // A file that was written meanwhile is read again next time.
  hashed.set(path, { stamp, sha256 });
  return sha256;
}

/** Another after every write: no program can set the time of the last change to a file's record. */
const stampOf = (path: string): Promise<string> => stat(path, { bigint: true }).then(({ dev, ino, size, mtimeNs, ctimeNs }) => [dev, ino, size, mtimeNs, ctimeNs].join(' '));

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const missing = ({ manifest: { id, name } }: InstalledModel, { file }: ModelNetwork) =>
  failure('model-missing', `The model “${name}” is not installed: ${file} is missing.`, { advice: `Prepare it with: npm run models -- ${id}` });

const tampered = ({ manifest: { id, name } }: InstalledModel, { file }: ModelNetwork, detail: string) =>
  failure('model-tampered', `The file ${file} of the model “${name}” has changed since it was described, so it is not run.`, {
    advice: `Prepare it again with: npm run models -- ${id}`,
    detail,
  });
