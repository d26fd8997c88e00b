import { expect, it } from 'vitest';
import { powerCommand } from './power.ts';

it.each([
  ['linux', 'sleep', 'systemctl suspend'],
  ['linux', 'shut-down', 'systemctl poweroff'],
  ['darwin', 'sleep', 'pmset sleepnow'],
  ['win32', 'shut-down', 'shutdown.exe /s /t 60'],
] as const)('asks %s to %s', (platform, wish, expected) => {
  expect(powerCommand(wish, platform).join(' ')).toBe(expected);
});
