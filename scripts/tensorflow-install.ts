/**
 * @file `npm run tensorflow:install`: adds TensorFlow's own library as the second training backend, its native part from
 * Google's servers included. Nothing is written into package.json: `npm ci` takes it away again.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

const name = '@tensorflow/tfjs-node-gpu';
const version = '4.22.0';
const folder = `node_modules/${name}`;
/** Later ones have removed functions that it calls. */
const newestNode = 22;

if (Number.parseInt(process.versions.node) > newestNode) fail(`${name} ${version} needs Node ${newestNode} or older, got ${process.versions.node}.`);
if (!runs('npm', ['install', '--no-save', '--ignore-scripts', `${name}@${version}`])) fail(`${name} could not be installed from the npm registry.`);
if (!runs(process.execPath, ['scripts/install.js', 'gpu', 'download'], folder)) {
  rmSync(folder, { recursive: true });
  fail('Its native part could not be downloaded from storage.googleapis.com. Check the connection, or train with the built-in backend, which needs none of this.');
}
process.stdout.write('Installed. Train with: npx imago train … --backend tensorflow\n');

function runs(command: string, args: readonly string[], cwd = '.'): boolean {
  return spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' && command === 'npm' }).status === 0;
}

function fail(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
