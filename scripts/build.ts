/**
 * @file Bundles the processes into `dist/`: Electron's main and preload (CommonJS), the Node programs (ESM) and, unless
 * only the Node side is asked for, the renderer. Native modules stay outside the bundles.
 */
import { pathToFileURL } from 'node:url';
import { build, type BuildOptions } from 'esbuild';

const shared: BuildOptions = {
  bundle: true,
  platform: 'node',
  sourcemap: true,
  logLevel: 'warning',
  external: ['electron', 'sharp', 'onnxruntime-node', 'classic-level'],
};

/** The Node programs: the engine's threads for networks and for rows, its device probe, the trainer and the `imago` command. */
const nodePrograms = {
  'session-thread': 'src-main/runtime/session-thread.ts',
  trainer: 'src-main/trainer/entry.ts',
  probe: 'src-main/runtime/probe-entry.ts',
  rows: 'src-main/engine/colour-rows/row-worker.ts',
  cli: 'src-main/cli/entry.ts',
};
/** In CommonJS, which Node starts in half the time: the window's first picture waits for it. */
const engineProgram = { engine: 'src-main/engine/entry.ts' };
const electronPrograms = { main: 'src-main/main.ts', preload: 'src-main/preload.ts' };

/** OpenCV is no module in the strict sense, and large: it lies beside the engine, which loads it when it is first asked for. */
const besideEngine = { opencv: '@techstark/opencv-js' };

export async function buildMainSide(): Promise<void> {
  await Promise.all([
    build({
      ...shared,
      entryPoints: nodePrograms,
      outdir: 'dist/node',
      format: 'esm',
      target: 'node20',
      outExtension: { '.js': '.mjs' },
      banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    }),
    build({
      ...shared,
      entryPoints: engineProgram,
      outdir: 'dist/node',
      format: 'cjs',
      target: 'node20',
      outExtension: { '.js': '.cjs' },
      define: { 'import.meta.url': 'importMetaUrl' },
      banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    }),
    build({ ...shared, entryPoints: besideEngine, outdir: 'dist/node', format: 'cjs', target: 'node20', outExtension: { '.js': '.cjs' }, sourcemap: false }),
    build({ ...shared, entryPoints: electronPrograms, outdir: 'dist/main', format: 'cjs', target: 'node18', outExtension: { '.js': '.cjs' } }),
  ]);
}

export async function buildRenderer(): Promise<void> {
  const { build: viteBuild } = await import('vite');
  await viteBuild({ configFile: 'vite.config.ts', logLevel: 'warn' });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await buildMainSide();
  await buildRenderer();
}
