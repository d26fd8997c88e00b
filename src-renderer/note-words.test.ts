import { afterEach, expect, it } from 'vitest';
import { failure } from '../src-shared/failure.ts';
import { note, noteSentence, noteSentences, problemValues } from '../src-shared/note.ts';
import { speak } from './i18n.ts';
import english from './locales/en.json';
import { noteWords } from './note-words.ts';

afterEach(() => speak('en'));

it('has the words of every note that the engine can give', () => {
  expect(english.notes).toEqual(noteSentences);
});

it('says a note in the language that is shown, with its values', async () => {
  const chained = note('chained-resized', { wanted: 3, chain: '×2, ×2', reached: 4 });
  expect(noteWords(chained)).toBe(noteSentence(chained));
  expect(noteSentence(chained)).toBe('The model has no ×3 of its own: ran ×2, ×2, then resized from ×4 to ×3.');
  await speak('de');
  expect(noteWords(chained)).toBe('Das Modell kann nicht selbst ×3: Es lief ×2, ×2, dann wurde von ×4 auf ×3 verkleinert.');
});

it('says what failed in that language too', async () => {
  const retried = note('retried-tile', { ...problemValues(failure('out-of-memory', 'CUDA: no room.')), side: 64 });
  expect(noteWords(retried)).toBe('CUDA: no room. Tried again with tiles of 64 pixels.');
  await speak('de');
  expect(noteWords(retried)).toBe('Der Arbeitsspeicher war zu klein. Noch einmal versucht mit Kacheln von 64 Pixeln.');
});
