import { describe, expect, it } from 'vitest';
import { createSerial } from './serial.ts';

describe('createSerial', () => {
  it('starts a task only when the one before has ended, failed or not', async () => {
    const log: string[] = [];
    const serial = createSerial();
    const step = (name: string, fails: boolean) => async () => {
      log.push(`${name} starts`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
    const first = serial(step('first', true));
    const second = serial(step('second', false));
    await expect(first).rejects.toThrow('first');
    expect(await second).toBe('second');
    expect(log).toEqual(['first starts', 'first ends', 'second starts', 'second ends']);
  });
});
