/** @file The files that a start of the application names. Pure; used by main. */
import { resolve } from 'node:path';

type Start = {
  /** Where the command was given: relative paths start here. */
  readonly cwd: string;
  /** Outside a package, the folder that Electron was told to run: the files stand behind it. */
  readonly applicationFolder: string | null;
};

/** Chromium adds and moves switches, so whatever starts with a dash is none of ours. */
export function filesOnCommandLine(argv: readonly string[], { cwd, applicationFolder }: Start): string[] {
  const paths = argv.slice(1).filter((word) => word !== '' && !word.startsWith('-')).map((word) => resolve(cwd, word));
  return applicationFolder === null ? paths : paths.slice(paths.indexOf(resolve(applicationFolder)) + 1);
}
