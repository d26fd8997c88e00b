/** @file Writes a model as one file: its package, or a network alone as plain ONNX for other programs. Runs in main and the command line. */
import { copyFile, rename, rm } from 'node:fs/promises';
import { failure } from '../../src-shared/failure.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import type { InstalledModel } from './find-models.ts';
import { storeFailure } from './install-model.ts';
import { packModel } from './package-archive.ts';
import { verifyNetwork } from './verify-model.ts';

export const onnxEnding = '.onnx';

/** `scale`: of the network that is written as plain ONNX; null: the whole package. What is at `file` is replaced, whole or not at all. */
export async function exportModel(model: InstalledModel, file: string, scale: number | null): Promise<Result<null>> {
  try {
    if (scale !== null) return await writeNetwork(model, file, scale);
    await packModel(model, file);
    return succeed(null);
  } catch (error) {
    return failWith(storeFailure(error));
  }
}

async function writeNetwork(model: InstalledModel, file: string, scale: number): Promise<Result<null>> {
  const { name, networks } = model.manifest;
  const network = networks.find((one) => one.scale === scale);
  if (!network) return failWith(failure('bad-request', `The model “${name}” has no network that enlarges ${scale} times.`, { reason: 'model-no-network', advice: 'Export the whole model as an .imago file.' }));
  const path = await verifyNetwork(model, network);
  if (!path.ok) return path;
  const partial = `${file}.partial`;
  try {
    await copyFile(path.value, partial);
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return succeed(null);
}
