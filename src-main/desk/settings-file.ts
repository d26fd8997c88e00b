/** @file Reads and writes the settings file; a broken one is kept aside, never overwritten. Used by main. */
import { type Settings, defaultSettings, settingsSchema } from '../../src-shared/settings.ts';
import { keepAside, parseJson, readTextIfThere, writeWhole } from './atomic-file.ts';
import { t } from './words.ts';

export type LoadedSettings = { readonly settings: Settings; /** A sentence for the user; null where all is well. */ readonly problem: string | null };

export async function loadSettings(file: string, now = new Date()): Promise<LoadedSettings> {
  const text = await readTextIfThere(file);
  if (text === null) return { settings: defaultSettings, problem: null };
  const parsed = settingsSchema.safeParse(parseJson(text));
  if (parsed.success) return { settings: parsed.data, problem: null };
  const aside = await keepAside(file, now);
  return { settings: defaultSettings, problem: t('settingsBroken', { file: aside }) };
}

export const saveSettings = (file: string, settings: Settings): Promise<void> => writeWhole(file, JSON.stringify(settings, null, 2));
