/** @file The folder for what Imago may find out again: probe results. Runs in the engine and the command line. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** IMAGO_HOME where it is set, else the platform's folder for caches. */
export function homeFolder(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (environment['IMAGO_HOME']) return environment['IMAGO_HOME'];
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'imago');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'imago');
  return join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'imago');
}
