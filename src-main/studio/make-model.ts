/** @file Makes a model of a training's checkpoint, among the user's own; used by main. */
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../../src-shared/failure.ts';
import { type Look, type ModelManifest, modelManifestSchema, type ModelPreview } from '../../src-shared/model.ts';
import { failWith, type Result, succeed } from '../../src-shared/result.ts';
import { writeCardPictures } from '../model-registry/card-pictures.ts';
import { findModels } from '../model-registry/find-models.ts';
import { orWriteFailure } from '../model-registry/install-model.ts';
import { ownModelsFolder } from '../model-registry/own-models.ts';
import { parseJson } from '../desk/atomic-file.ts';

export type ModelWishes = {
  readonly name: string;
  /** Empty: the trainer's own sentence. */
  readonly description: string;
  /** The way back of a training by cyclegan. */
  readonly back: boolean;
  /** Whether the looks of a relighter stay named after the files that they are of. */
  readonly keepLooks: boolean;
  /** Files of pictures for its card. */
  readonly pictures: readonly ModelPreview[];
};

/** `snapshot` is the folder of a checkpoint's packages; answers with the id of the model. */
export async function makeModel(snapshot: string, { name, description, back, pictures, keepLooks }: ModelWishes, directories: readonly string[]): Promise<Result<string>> {
  const packages = await readdir(snapshot).catch(() => []);
  const chosen = packages.find((one) => one.endsWith('-back') === back);
  const manifest = chosen === undefined ? null : await readManifest(join(snapshot, chosen));
  if (chosen === undefined || !manifest) {
    return failWith(failure('file-missing', 'The weights of this checkpoint are no longer there.', { advice: 'Choose another checkpoint: the best, the newest and a few between are kept.' }));
  }
  const taken = new Set((await findModels(directories)).map(({ id }) => id));
  const id = freeId(name, taken);
  return orWriteFailure(async () => {
    // A folder whose name begins with a dot is no model yet.
    const partial = join(ownModelsFolder(), `.partial-${id}`);
    await rm(partial, { recursive: true, force: true });
    await cp(join(snapshot, chosen), partial, { recursive: true });
    const named: ModelManifest = { ...manifest, ...(manifest.looks && !keepLooks ? { looks: anonymous(manifest.looks) } : {}), id, name, description: description || manifest.description };
    await writeFile(join(partial, 'manifest.json'), `${JSON.stringify(named, null, 2)}\n`);
    await writeCardPictures(partial, pictures);
    await rename(partial, join(ownModelsFolder(), id));
    return succeed(id);
  });
}

/** A few of them, under numbers for names; the first is of all files together. */
function anonymous([first, ...rest]: readonly Look[]): Look[] {
  const few = rest.filter((_, index) => Math.floor(((index + 1) * mostLooks) / rest.length) > Math.floor((index * mostLooks) / rest.length) || rest.length <= mostLooks);
  return [first!, ...few.map(({ code }, index) => ({ name: `Look ${index + 1}`, code }))];
}
const mostLooks = 8;

async function readManifest(folder: string): Promise<ModelManifest | null> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => '');
  return modelManifestSchema.safeParse(parseJson(text)).data ?? null;
}

/** The name in small letters without accents; a number after it where that is taken. */
export function freeId(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'model';
  if (!taken.has(plain)) return plain;
  for (let number = 2; ; number++) if (!taken.has(`${plain}-${number}`)) return `${plain}-${number}`;
}
