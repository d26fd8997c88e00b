/** @file The languages that Imago speaks, and which of them a user gets. Pure; used by main and the renderer. */
import { z } from 'zod';

/** Each under its own name, as a person looks for it in a list. */
export const languageNames = { en: 'English', de: 'Deutsch', es: 'Español', fr: 'Français', ja: '日本語', zh: '简体中文' } as const;
export type Language = keyof typeof languageNames;
export const languages = Object.keys(languageNames) as Language[];

export const languageChoiceSchema = z.enum(['system', ...languages]);
export type LanguageChoice = z.infer<typeof languageChoiceSchema>;

/** `preferred` are BCP 47 tags, the best first; English where none of them is spoken. */
export function chosenLanguage(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'system') return choice;
  const spoken = preferred.map((tag) => tag.toLowerCase().split('-')[0]);
  return spoken.flatMap((tag) => languages.find((it) => it === tag) ?? [])[0] ?? 'en';
}
