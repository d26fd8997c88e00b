/** @file Which directories hold model packages. Runs in the engine, main and the command line. */
import { delimiter } from 'node:path';
import { ownModelsFolder } from './own-models.ts';

/** Those of IMAGO_MODELS where it is set (the packaged application sets it), else the directory that came with the program; then the user's own. */
export function modelDirectories(builtIn: string): string[] {
  return [...(process.env['IMAGO_MODELS']?.split(delimiter).filter(Boolean) ?? [builtIn]), ownModelsFolder()];
}
