import { expect, it } from 'vitest';
import type { PowerWish } from './power.ts';
import { createPowerAtEnd } from './power-at-end.ts';

function setUp(answers: readonly boolean[]) {
  const told: string[] = [];
  let left = 0;
  let asked = 0;
  const wish = createPowerAtEnd({
    isBusy: () => left > 0 && left-- > 0,
    confirm: (it: PowerWish) => {
      told.push(`may I ${it}`);
      const answer = answers[asked]!;
      asked += 1;
      // A batch is started while the question stands.
      if (asked === 1 && answers.length > 1) left = 2;
      return Promise.resolve(answer);
    },
    ask: (it) => Promise.resolve(void told.push(it)),
    lookAgainMs: 0,
  });
  return { wish, told, work: (looks: number) => (left = looks) };
}

it('waits until nothing is left to do, and takes the last wish', async () => {
  const { wish, told, work } = setUp([true]);
  work(3);
  await Promise.all([wish('sleep'), wish('shut-down')]);
  expect(told).toEqual(['may I shut-down', 'shut-down']);
});

it('does nothing where somebody says no, but does what is wished later', async () => {
  const { wish, told } = setUp([false, true]);
  await wish('sleep');
  expect(told).toEqual(['may I sleep']);
  await wish('shut-down');
  expect(told).toEqual(['may I sleep', 'may I shut-down', 'shut-down']);
});

it('asks again where something was started meanwhile', async () => {
  const { wish, told } = setUp([true, true]);
  await wish('sleep');
  expect(told).toEqual(['may I sleep', 'may I sleep', 'sleep']);
});
