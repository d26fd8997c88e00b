/**
 * @file Failures in the language that is shown. Renderer.
 *
 * The engine tells a failure in English, with names and figures. In English that sentence stands. In another language the
 * catalogue's sentence for its code, or for the reason of a wrong request, stands there instead and the engine's goes into
 * the details. Wrong requests that no window makes have no reason, and stay English.
 */
import type { Failure } from '../src-shared/failure.ts';
import { shownLanguage, t } from './i18n.ts';
import english from './locales/en.json';

type KnownCode = keyof typeof english.failures;
const isKnown = (code: string): code is KnownCode => Object.hasOwn(english.failures, code);

/** The catalogue's words for a failure; null where it has none. */
function wordsOf({ code, reason }: Pick<Failure, 'code' | 'reason'>): { readonly message: string; readonly advice: string } | null {
  if (reason !== undefined) return { message: t(`refusals.${reason}.message`), advice: t(`refusals.${reason}.advice`) };
  return isKnown(code) ? { message: t(`failures.${code}.message`), advice: t(`failures.${code}.advice`) } : null;
}

export function failureWords(failure: Failure): Failure {
  const { message, advice, detail } = failure;
  const words = wordsOf(failure);
  if (shownLanguage() === 'en' || !words) return failure;
  return {
    ...failure,
    ...words,
    detail: [message, advice, detail].filter(Boolean).join('\n'),
  };
}

/** One short sentence, for where there is no room for names and details. */
export const shortFailure = (failure: Failure): string => wordsOf(failure)?.message ?? failure.message;

/** What happened and what to do, for a notice. */
export function failureSentence(failure: Failure): string {
  const { message, advice } = failureWords(failure);
  return [message, advice].filter(Boolean).join(' ');
}
