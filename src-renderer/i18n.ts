/**
 * @file The window's words: catalogues in `locales/`, read through i18next. Renderer.
 *
 * Components take `t` from `useTranslation()` of react-i18next, so that they follow a change of language; everything
 * else takes `t` from here. English is typed, always loaded, and stands in for a word that a language lacks.
 */
import { type TFunction, createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../src-shared/language.ts';
import english from './locales/en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'translation';
    readonly resources: { readonly translation: typeof english };
  }
}

type Catalogue = Record<string, unknown>;
const catalogues: Record<Exclude<Language, 'en'>, () => Promise<{ readonly default: Catalogue }>> = {
  de: () => import('./locales/de.json'),
  es: () => import('./locales/es.json'),
  fr: () => import('./locales/fr.json'),
  ja: () => import('./locales/ja.json'),
  zh: () => import('./locales/zh.json'),
};

const i18n = createInstance();
void i18n.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: english } },
  initAsync: false,
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});

/**
 * i18next resolves a key anew at each call, which took a fifth of the time in which the editor is put on screen and in which
 * a slider's next place is shown: sentences are kept until the language changes. `useTranslation()` gets its `t` from here, too.
 */
const sentences = new Map<string, string>();
/** Those with values, such as times left, do not come again for ever. */
const mostSentences = 2000;
i18n.on('languageChanged', () => {
  sentences.clear();
});
const fixed = i18n.getFixedT.bind(i18n);
i18n.getFixedT = ((...where: Parameters<typeof fixed>) => remembering(fixed(...where))) as typeof fixed;

function remembering(resolve: TFunction): TFunction {
  const remembered = (key: string, ...values: unknown[]): string => {
    const wanted = values.some((value) => value !== undefined) ? `${key} ${JSON.stringify(values)}` : key;
    const sentence = sentences.get(wanted) ?? (resolve as unknown as (...all: unknown[]) => string)(key, ...values);
    if (sentences.size >= mostSentences) sentences.clear();
    sentences.set(wanted, sentence);
    return sentence;
  };
  return Object.assign(remembered, resolve) as unknown as TFunction;
}

export const t = i18n.getFixedT(null, 'translation');
/** The language that is shown, as a tag for `Intl`. */
export const shownLanguage = (): Language => i18n.language as Language;

let wanted: Language = 'en';

/** Loads the language's catalogue and shows every word in it from then on. */
export async function speak(language: Language): Promise<void> {
  if (language === wanted) return;
  wanted = language;
  if (language !== 'en' && !i18n.hasResourceBundle(language, 'translation'))
    i18n.addResourceBundle(language, 'translation', (await catalogues[language]()).default);
  if (language !== wanted) return;
  await i18n.changeLanguage(language);
}
