import { expect, it } from 'vitest';
import { glanceSize } from './glance-size.ts';

it('fits a large picture into the view', () => {
  expect(glanceSize({ width: 6000, height: 4000 }, { width: 900, height: 700 })).toEqual({ width: 900, height: 600 });
  expect(glanceSize({ width: 3001, height: 4000 }, { width: 900, height: 700 })).toEqual({ width: 526, height: 700 });
});

it('leaves pictures of less than twice the view to the decoder', () => {
  expect(glanceSize({ width: 1799, height: 900 }, { width: 900, height: 700 })).toBeNull();
});
