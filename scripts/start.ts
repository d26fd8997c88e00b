/**
 * @file `npm start`: builds what is needed and opens Imago, with a sample photograph unless files are named. Without a
 * display it does the same job on the sample from the command line.
 */
import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { buildMainSide, buildRenderer } from './build.ts';
import { demonstrate } from './demonstrate.ts';
import { electronRuntime } from './electron-runtime.ts';
import { hasDisplay } from './system-packages.ts';

const sample = resolve('assets/samples/cat.png');
const files = process.argv.slice(2);

await buildMainSide();
const models = spawnSync('npx', ['tsx', 'scripts/build-models.ts'], { stdio: 'inherit', shell: process.platform === 'win32' });
if (models.status !== 0) process.exit(1);

if (hasDisplay()) {
  await buildRenderer();
  const { executable } = await electronRuntime();
  // Chromium refuses its sandbox to root; the sandbox of the renderer is a matter of ordinary users' machines.
  const flags = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = spawn(executable, ['.', ...flags, ...(files.length > 0 ? files : [sample])], { stdio: 'inherit' });
  app.on('exit', (code) => process.exit(code ?? 1));
} else {
  process.stdout.write('There is no display, so no window can open: upscaling the sample photograph from the command line instead.\n');
  process.exitCode = await demonstrate(sample, 'imago-demo');
}
