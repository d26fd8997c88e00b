/** @file Puts the machine to sleep or shuts it down after a batch, by the system's own command. Used by main. */
import { spawn } from 'node:child_process';

export type PowerWish = 'sleep' | 'shut-down';

/** Starts a program and does not wait for its end; resolves to why it could not be started, else null. */
type StartProgram = (command: string, args: readonly string[]) => Promise<string | null>;

const windowsSleep = "Add-Type -AssemblyName System.Windows.Forms; [void][System.Windows.Forms.Application]::SetSuspendState('Suspend', $false, $false)";

function powerCommand(wish: PowerWish, platform: NodeJS.Platform): readonly [string, ...string[]] {
  // The usual call through rundll32 hands on no arguments, and hibernates.
  if (platform === 'win32') return wish === 'sleep' ? ['powershell.exe', '-NoProfile', '-NonInteractive', '-Command', windowsSleep] : ['shutdown.exe', '/s', '/t', '0'];
  if (platform === 'darwin') return wish === 'sleep' ? ['pmset', 'sleepnow'] : ['osascript', '-e', 'tell application "System Events" to shut down'];
  return ['systemctl', wish === 'sleep' ? 'suspend' : 'poweroff'];
}

/** Where the system refuses, the machine stays on; the reason is for the log. */
export async function askForPower(wish: PowerWish, platform: NodeJS.Platform = process.platform, start: StartProgram = startDetached): Promise<string | null> {
  const [command, ...args] = powerCommand(wish, platform);
  const problem = await start(command, args);
  return problem === null ? null : `${command}: ${problem}`;
}

const startDetached: StartProgram = (command, args) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true, windowsHide: true });
    child.on('error', ({ message }) => {
      resolve(message);
    });
    child.on('spawn', () => {
      resolve(null);
    });
    child.unref();
  });
