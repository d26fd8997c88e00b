import { expect, it } from 'vitest';
import { createPace } from './pace.ts';

const counts = { waiting: 0, running: 0, done: 0, skipped: 0, failed: 0, cancelled: 0 };

it('tells how far a batch is and what is left, from what it did since it started', () => {
  let now = 1000;
  const pace = createPace(() => now, { ...counts, done: 4 });
  expect(pace.done({ ...counts, done: 4 }, 20)).toBe(0.2);
  expect(pace.remainingMs({ ...counts, done: 4 }, 20)).toBeUndefined();
  now = 4000;
  pace.item(5, 0.5);
  const later = { ...counts, done: 5, failed: 1, skipped: 1, running: 1 };
  expect(pace.done(later, 20)).toBe(7.5 / 20);
  expect(pace.remainingMs(later, 20)).toBeCloseTo((3000 / 3.5) * 12.5);
  pace.item(5, null);
  expect(pace.done(later, 20)).toBe(7 / 20);
});
