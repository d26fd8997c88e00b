import { afterEach, expect, it } from 'vitest';
import { note } from '../../../src-shared/note.ts';
import { noteEvent } from '../../../src-shared/trainer-messages.ts';
import { speak } from '../../i18n.ts';
import { trainingNoteWords } from './training-note-words.ts';

afterEach(() => speak('en'));

it('says what a trainer noted in the language that is shown', async () => {
  const damaged = noteEvent(note('checkpoint-damaged', { path: '/runs/7' }));
  expect(trainingNoteWords(damaged)).toBe(damaged.message);
  await speak('de');
  expect(trainingNoteWords(damaged)).toBe('Der Zwischenstand „/runs/7“ ist beschädigt; der davor wird verwendet.');
});

it('says what was found in the pictures as the doctor does', async () => {
  const few = { step: 0, message: '"/night" has only 13 pictures; …', finding: { code: 'few', side: 'b', values: { count: 13, advised: 100 } } } as const;
  expect(trainingNoteWords(few)).toBe('B: There are only 13 pictures. The model may learn them by heart. 100 or more are better.');
  await speak('de');
  expect(trainingNoteWords(few)).toMatch(/13 .*100/);
  expect(trainingNoteWords(few)).not.toContain('only');
});

it('shows the sentence of an older version as it is', () => {
  expect(trainingNoteWords({ step: 3, message: 'The disk is slow.' })).toBe('The disk is slow.');
});
