#!/usr/bin/env node
/**
 * @file `npx imago`: builds the program and prepares the built-in models where they are missing or older than their
 * sources, then runs the command in this process. Works from any folder; what building says goes to standard error.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const programs = ['engine', 'probe', 'trainer', 'cli'].map((name) => `dist/node/${name}.mjs`);
const modelsStamp = 'dist/models-prepared';

if (isOlder(programs, [...filesIn('src-main', '.ts'), ...filesIn('src-shared', '.ts'), 'scripts/build.ts', 'package.json'])) {
  runTypeScript(['--input-type=module', '--eval', "import { buildMainSide } from './scripts/build.ts'; await buildMainSide();"]);
}
if (isOlder([modelsStamp], [...filesIn('models', 'manifest.json'), ...filesIn('scripts/model-sources', '.ts')])) {
  runTypeScript(['scripts/build-models.ts']);
  writeFileSync(join(root, modelsStamp), '');
}
await import('../dist/node/cli.mjs');

/** @param {string[]} results @param {string[]} sources */
function isOlder(results, sources) {
  if (results.some((file) => !existsSync(join(root, file)))) return true;
  const time = (/** @type {string} */ file) => statSync(join(root, file)).mtimeMs;
  return Math.min(...results.map(time)) < Math.max(...sources.map(time));
}

/** @param {string} folder @param {string} ending */
function filesIn(folder, ending) {
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return entries.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

/** @param {string[]} args */
function runTypeScript(args) {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', ...args], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
}
