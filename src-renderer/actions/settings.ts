/** @file Changing settings and asking which devices work. Renderer. */
import { type LanguageChoice, chosenLanguage } from '../../src-shared/language.ts';
import type { SettingsChange } from '../../src-shared/settings.ts';
import { call } from '../api/bridge.ts';
import { shownLanguage, speak } from '../i18n.ts';
import { useApplication } from '../stores/application.ts';

/** The changed settings come back as an event, as they do for every change. */
export const changeSettings = (change: SettingsChange): Promise<null> => call('settings:change', change);

export async function showLanguage(choice: LanguageChoice): Promise<void> {
  await speak(chosenLanguage(choice, navigator.languages));
  document.documentElement.lang = shownLanguage();
}

export async function checkDevices(refresh: boolean): Promise<void> {
  const { setDevices } = useApplication.getState();
  setDevices({ kind: 'checking' });
  const listed = await call('devices:list', { refresh });
  setDevices(listed.ok ? { kind: 'known', report: listed.value } : { kind: 'failed', failure: listed.error });
}
