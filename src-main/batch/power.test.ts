import { expect, it } from 'vitest';
import { askForPower } from './power.ts';

it.each([
  ['linux', 'sleep', 'systemctl suspend'],
  ['linux', 'shut-down', 'systemctl poweroff'],
  ['darwin', 'sleep', 'pmset sleepnow'],
  ['darwin', 'shut-down', 'osascript -e tell application "System Events" to shut down'],
  ['win32', 'sleep', "powershell.exe -NoProfile -NonInteractive -Command Add-Type -AssemblyName System.Windows.Forms; [void][System.Windows.Forms.Application]::SetSuspendState('Suspend', $false, $false)"],
  ['win32', 'shut-down', 'shutdown.exe /s /t 0'],
] as const)('asks %s to %s', async (platform, wish, expected) => {
  const started: string[] = [];
  const ask = (problem: string | null) => askForPower(wish, platform, (command, args) => Promise.resolve(started.push([command, ...args].join(' '))).then(() => problem));
  expect(await ask(null)).toBeNull();
  expect(await ask('it may not')).toMatch(/: it may not$/);
  expect(started).toEqual([expected, expected]);
});
