/**
 * @file `npm run models [ids]`: prepares model packages from npm packages, the built-in ones if none is named. What exists
 * as its manifest describes it is left alone, and so are models whose weights are committed. With `--describe`, what was
 * built is written into the manifest instead of checked against it; for whoever changes a model or its conversion.
 */
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyNetwork } from '../src-main/model-registry/verify-model.ts';
import { modelManifestSchema, type ModelNetwork } from '../src-shared/model.ts';
import { convert, loadSource } from './model-sources/convert.ts';
import { builtIn, committed, type ModelSource, modelSources } from './model-sources/sources.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { describe: { type: 'boolean', default: false } } });
for (const id of positionals.length > 0 ? positionals : builtIn) await prepare(id, values.describe);

async function prepare(id: string, describe: boolean): Promise<void> {
  if (committed.includes(id)) throw new Error(`${id} is not prepared but comes with the source; restore it with: git restore models/${id}`);
  const source = modelSources[id];
  if (!source) throw new Error(`expected one of the models ${Object.keys(modelSources).join(', ')}, got ${id}`);
  const folder = join('models', id);
  const manifestFile = join(folder, 'manifest.json');
  const manifest = modelManifestSchema.parse(JSON.parse(await readFile(manifestFile, 'utf8')));
  const networks: ModelNetwork[] = [];
  for (const network of manifest.networks) {
    const present = await verifyNetwork({ folder, manifest }, network);
    const built = present.ok ? network : await build(source, folder, network);
    if (!describe && built.sha256 !== network.sha256) {
      throw new Error(`expected sha256 ${network.sha256} for ${join(folder, network.file)}, got ${built.sha256}`);
    }
    networks.push(built);
  }
  if (describe) await writeWhole(manifestFile, `${JSON.stringify({ ...manifest, networks }, null, 2)}\n`);
}

/** The network as it is now: with the size and checksum of the file just written. */
async function build(source: ModelSource, folder: string, network: ModelNetwork): Promise<ModelNetwork> {
  const onnx = convert(await loadSource(source, network.scale), network);
  await writeWhole(join(folder, network.file), onnx);
  console.log(`${join(folder, network.file)}: ${(onnx.length / 1e6).toFixed(1)} MB`);
  return { ...network, bytes: onnx.length, sha256: createHash('sha256').update(onnx).digest('hex') };
}

async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  await writeFile(`${path}.partial`, content);
  await rename(`${path}.partial`, path);
}
