/** @file A small file that is read whole and appears whole or not at all; used by main. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Null where there is no such file. */
export async function readTextIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
}

export async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

/** Renames a file that cannot be used, so that nothing overwrites it; answers with its new name. */
export async function keepAside(path: string, now: Date): Promise<string> {
  const aside = join(dirname(path), `${basename(path, '.json')}.broken-${now.toISOString().slice(0, 19).replaceAll(':', '-')}.json`);
  await rename(path, aside);
  return basename(aside);
}

/** Renames a folder that cannot be used. */
export async function keepAsideFolder(path: string, now: Date): Promise<void> {
  await rename(path, `${path}.broken-${now.toISOString().slice(0, 19).replaceAll(':', '-')}`);
}

/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
