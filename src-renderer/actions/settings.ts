/** @file Changing settings and asking which devices work. Renderer. */
import { chosenLanguage } from '../../src-shared/language.ts';
import type { Settings, SettingsChange } from '../../src-shared/settings.ts';
import { call } from '../api/bridge.ts';
import { tileCache } from '../canvas/tiles.ts';
import { shownLanguage, speak } from '../i18n.ts';
import { useApplication } from '../stores/application.ts';

/** Shown at once; main, which tells all settings for every change before it answers, has the last word. */
export async function changeSettings(change: SettingsChange): Promise<void> {
  const { beginChange, endChange } = useApplication.getState();
  beginChange(change);
  try {
    await call('settings:change', change);
  } finally {
    endChange(change);
  }
}

/** Makes the page look and speak as the settings say; the theme is main's. */
export async function applySettings({ language, textSize, motion, canvasMegabytes }: Settings): Promise<void> {
  const page = document.documentElement;
  page.style.fontSize = `${textSize}%`;
  page.style.setProperty('--text-scale', String(textSize / 100));
  page.dataset['motion'] = motion;
  tileCache.resize(canvasMegabytes);
  await speak(chosenLanguage(language, navigator.languages));
  page.lang = shownLanguage();
}

/** Asks for another folder of working files, for the next start; `own`: the application's. */
export const chooseWorkFolder = (own: boolean): Promise<null> => call('settings:work-folder', { own });

/** In bytes. */
export const measureCache = (): Promise<number> => call('cache:measure');

/** Bytes that are still in use: results of open pictures stay. */
export async function clearCache(): Promise<number> {
  await call('cache:clear');
  return measureCache();
}

export async function checkDevices(refresh: boolean): Promise<void> {
  const { setDevices } = useApplication.getState();
  setDevices({ kind: 'checking' });
  const listed = await call('devices:list', { refresh });
  setDevices(listed.ok ? { kind: 'known', report: listed.value } : { kind: 'failed', failure: listed.error });
}
