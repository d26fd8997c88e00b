/** @file Where the user's own models lie, shared by the application and the command line. Runs in the engine, main and the command line. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** IMAGO_OWN_MODELS where it is set, else the platform's folder for the data of programs: no cache, so nothing clears it. */
export function ownModelsFolder(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (environment['IMAGO_OWN_MODELS']) return environment['IMAGO_OWN_MODELS'];
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'imago', 'models');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'imago', 'models');
  return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'imago', 'models');
}
