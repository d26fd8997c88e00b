import { afterEach, expect, it } from 'vitest';
import { failure, failureCodes, refusals } from '../src-shared/failure.ts';
import { failureSentence, failureWords, shortFailure } from './failure-words.ts';
import { speak } from './i18n.ts';
import english from './locales/en.json';

afterEach(() => speak('en'));

const full = failure('disk-full', 'The disk is full: "cat.png" could not be written to /a.', { advice: 'Free 3 MB.', detail: 'ENOSPC' });
const odd = failure('bad-request', 'The engine was asked for run in a wrong form.');
const refused = failure('bad-request', 'The mask “a.png” has no alpha channel.', { advice: 'Use its luma instead.', reason: 'mask-no-alpha' });

it('has words and advice for every code, but for what is told in its own sentence alone', () => {
  expect(Object.keys(english.refusals)).toEqual(refusals);
  expect(Object.keys(english.failures).sort()).toEqual(failureCodes.filter((code) => code !== 'bad-request' && code !== 'cancelled').sort());
});

it('keeps the names and figures of the engine in English', () => {
  expect(failureWords(full)).toBe(full);
  expect(shortFailure(full)).toBe('The disk is full.');
  expect([failureSentence(full), failureSentence(odd)]).toEqual([`${full.message} Free 3 MB.`, odd.message]);
});

it('says known failures in the language that is shown, the rest as it came', async () => {
  await speak('de');
  expect(failureWords(full)).toMatchObject({
    code: 'disk-full',
    message: 'Die Platte ist voll.',
    detail: 'The disk is full: "cat.png" could not be written to /a.\nFree 3 MB.\nENOSPC',
  });
  expect(failureWords(refused)).toMatchObject({ message: 'Die Maske hat keinen Alphakanal.', detail: 'The mask “a.png” has no alpha channel.\nUse its luma instead.' });
  expect([failureWords(odd), shortFailure(odd)]).toEqual([odd, odd.message]);
});
