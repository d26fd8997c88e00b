/** @file Reads and writes the settings file; a broken one is kept aside, never overwritten. Used by main. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Settings, defaultSettings, settingsSchema } from '../../src-shared/settings.ts';

export type LoadedSettings = { readonly settings: Settings; /** A sentence for the user; null where all is well. */ readonly problem: string | null };

export async function loadSettings(file: string, now = new Date()): Promise<LoadedSettings> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return { settings: defaultSettings, problem: null };
  const parsed = parseSettings(text);
  if (parsed) return { settings: parsed, problem: null };
  const aside = join(dirname(file), `settings.broken-${now.toISOString().slice(0, 19).replaceAll(':', '-')}.json`);
  await rename(file, aside);
  return { settings: defaultSettings, problem: `The settings could not be read, so Imago starts with its defaults. The old file is kept as ${basename(aside)}.` };
}

function parseSettings(text: string): Settings | undefined {
  try {
    return settingsSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Appears whole or not at all. */
export async function saveSettings(file: string, settings: Settings): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(settings, null, 2));
  await rename(`${file}.new`, file);
}
