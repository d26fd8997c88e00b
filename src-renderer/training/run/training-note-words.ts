/** @file What a trainer said on the way, in the language that is shown. Renderer. */
import type { TrainingNote } from '../../../src-shared/training.ts';
import { noteWords } from '../../note-words.ts';
import { findingWords } from '../finding-words.ts';

/** Notes of older versions are in English. */
export function trainingNoteWords({ message, note, finding }: TrainingNote): string {
  if (note) return noteWords(note);
  if (!finding) return message;
  const { side, text, advice } = findingWords(finding);
  return [side, text, advice].filter((part) => part !== null).join(' ');
}
