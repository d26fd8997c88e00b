/** @file Writes model packages for tests: tiny ONNX models with a manifest. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelManifest, modelManifestSchema, type ModelNetwork } from '../../src-shared/model.ts';

export type TinyNetwork = { readonly bytes: Uint8Array } & Partial<Pick<ModelNetwork, 'scale' | 'overlap' | 'tile' | 'range' | 'sizeMultiple' | 'side' | 'style' | 'input' | 'output' | 'form' | 'mask' | 'inpainter'>>;

export async function writeModelPackage(directory: string, id: string, tiny: readonly TinyNetwork[], rest: Partial<Pick<ModelManifest, 'task' | 'looks'>> = {}): Promise<ModelNetwork[]> {
  const folder = join(directory, id);
  await mkdir(folder, { recursive: true });
  const networks = tiny.map(({ bytes, ...rest }, index) => ({
    scale: 2,
    file: `network-${index}.onnx`,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    input: 'input',
    output: 'output',
    range: 1,
    sizeMultiple: 1,
    overlap: 4,
    tile: 64,
    ...rest,
  }));
  const described = { name: id, task: 'upscale', description: 'A test model.', licence: 'MIT', provenance: { source: 'test', version: '1' } };
  const manifest = modelManifestSchema.parse({ format: 1, id, ...described, ...rest, networks });
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  for (const [index, { bytes }] of tiny.entries()) await writeFile(join(folder, `network-${index}.onnx`), bytes);
  return manifest.networks;
}
