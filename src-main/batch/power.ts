/** @file Puts the machine to sleep or shuts it down after a batch, by the system's own command. Used by main. */
import { spawn } from 'node:child_process';

export type PowerWish = 'sleep' | 'shut-down';

export function powerCommand(wish: PowerWish, platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'win32') return wish === 'sleep' ? ['rundll32.exe', 'powrprof.dll,SetSuspendState', '0,1,0'] : ['shutdown.exe', '/s', '/t', '60'];
  if (platform === 'darwin') return wish === 'sleep' ? ['pmset', 'sleepnow'] : ['osascript', '-e', 'tell application "System Events" to shut down'];
  return ['systemctl', wish === 'sleep' ? 'suspend' : 'poweroff'];
}

/** Where the system refuses, the machine stays on. */
export function askForPower(wish: PowerWish): void {
  const [command, ...args] = powerCommand(wish, process.platform);
  const child = spawn(command, args, { stdio: 'ignore', detached: true, windowsHide: true });
  child.on('error', (error) => {
    console.error(`[batch] ${command}: ${error.message}`);
  });
  child.unref();
}
