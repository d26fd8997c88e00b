import { expect, it } from 'vitest';
import { sayRarely } from './say-rarely.ts';

it('says the same once a minute, and something else at once', () => {
  const said: string[] = [];
  let seconds = 0;
  const say = sayRarely((line) => said.push(`${seconds} ${line}`), () => seconds * 1000);
  for (; seconds < 130; seconds += 1) {
    say('refused');
    if (seconds === 7) say('reset');
  }
  expect(said).toEqual(['0 refused', '7 reset', '60 refused', '120 refused']);
});
