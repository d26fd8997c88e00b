/**
 * @file Failures in the language that is shown. Renderer.
 *
 * The engine tells a failure in English, with names and figures. In English that sentence stands. In another language the
 * catalogue's sentence for its code stands there instead and the engine's goes into the details. What was asked for wrongly
 * (`bad-request`) has many causes under one code, and stays English.
 */
import type { Failure } from '../src-shared/failure.ts';
import { shownLanguage, t } from './i18n.ts';
import english from './locales/en.json';

type KnownCode = keyof typeof english.failures;
const isKnown = (code: string): code is KnownCode => Object.hasOwn(english.failures, code);

export function failureWords(failure: Failure): Failure {
  const { code, message, advice, detail } = failure;
  if (shownLanguage() === 'en' || !isKnown(code)) return failure;
  return {
    ...failure,
    message: t(`failures.${code}.message`),
    advice: t(`failures.${code}.advice`),
    detail: [message, advice, detail].filter(Boolean).join('\n'),
  };
}

/** One short sentence, for where there is no room for names and details. */
export const shortFailure = ({ code, message }: Failure): string => (isKnown(code) ? t(`failures.${code}.message`) : message);

/** What happened and what to do, for a notice. */
export function failureSentence(failure: Failure): string {
  const { message, advice } = failureWords(failure);
  return [message, advice].filter(Boolean).join(' ');
}
