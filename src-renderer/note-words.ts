/** @file Notes in the language that is shown. Renderer. */
import { failure, type FailureCode } from '../src-shared/failure.ts';
import type { Note } from '../src-shared/note.ts';
import { failureWords } from './failure-words.ts';
import { t } from './i18n.ts';

export function noteWords({ id, values }: Note): string {
  const { code, problem } = values;
  const said = code === undefined ? {} : { problem: failureWords(failure(code as FailureCode, String(problem))).message };
  return t(`notes.${id}`, { ...values, ...said });
}
