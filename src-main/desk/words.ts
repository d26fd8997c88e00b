/** @file What main itself says, in dialogs: catalogues in `locales/`, all of them loaded, since they are small. Used by main. */
import { createInstance } from 'i18next';
import type { Language } from '../../src-shared/language.ts';
import de from './locales/de.json';
import english from './locales/en.json';
import es from './locales/es.json';
import fr from './locales/fr.json';
import ja from './locales/ja.json';
import zh from './locales/zh.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'translation';
    readonly resources: { readonly translation: typeof english };
  }
}

const catalogues: Record<Language, object> = { en: english, de, es, fr, ja, zh };

const i18n = createInstance();
void i18n.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: Object.fromEntries(Object.entries(catalogues).map(([language, words]) => [language, { translation: words }])),
  initAsync: false,
  interpolation: { escapeValue: false },
});

export const { t } = i18n;

export function speak(language: Language): void {
  void i18n.changeLanguage(language);
}
