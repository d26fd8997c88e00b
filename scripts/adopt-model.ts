/**
 * @file `tsx scripts/adopt-model.ts FOLDER ID`: makes the model package that `imago train` wrote (`model/<name>` in the
 * folder of a run, finished or not) the committed model `ID`. What people read of the model (name, description, licence,
 * the names and codes of its looks), its tile and the side at which it is run on a whole picture stay as the manifest has
 * them, and so do networks of other scales, with the record of the smallest one's training; the numbers in MODEL.md are
 * for whoever measures them. The weights of the training, several times the size of the model, are left behind: another
 * training then starts from the network itself.
 */
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadManifest } from '../src-main/model-registry/manifest.ts';
import { verifyNetwork } from '../src-main/model-registry/verify-model.ts';
import type { ModelManifest } from '../src-shared/model.ts';
import type { Result } from '../src-shared/result.ts';
import { committed } from './model-sources/sources.ts';

const [trainedFolder, id] = process.argv.slice(2);
if (!trainedFolder || !id || !committed.includes(id)) throw new Error(`usage: tsx scripts/adopt-model.ts FOLDER ${committed.join('|')}`);
const folder = join('models', id);
const trained = expectOk(await loadManifest(trainedFolder));
const before = expectOk(await loadManifest(folder));
const { name, description, licence, looks = trained.looks } = before;

const known = new Map(before.networks.map(({ scale, tile, side }) => [scale, side === undefined ? { tile } : { tile, side }]));
const taken = trained.networks.map((network) => ({ ...network, ...known.get(network.scale) }));
const others = before.networks.filter(({ scale }) => !taken.some((network) => network.scale === scale));
const networks = [...others, ...taken].toSorted((a, b) => a.scale - b.scale);
if (!trained.training) throw new Error(`expected a model that \`imago train\` wrote, got ${trainedFolder}`);
const { provenance, training } = others.includes(networks[0]!) ? before : { ...trained, training: { ...trained.training, weights: undefined } };
const adopted: ModelManifest = { ...trained, id, name, description, licence, networks, ...(looks ? { looks } : {}), provenance, training };
for (const network of taken) {
  // A run that goes on may be writing its model just now: then the checksums disagree.
  await copyFile(expectOk(await verifyNetwork({ folder: trainedFolder, manifest: trained }, network)), join(folder, network.file));
  expectOk(await verifyNetwork({ folder, manifest: adopted }, network));
}
await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(adopted, null, 2)}\n`);
console.log(JSON.stringify(adopted, null, 2));

function expectOk<T>(result: Result<T>): T {
  if (!result.ok) throw new Error([result.error.message, result.error.detail].join(' '));
  return result.value;
}
