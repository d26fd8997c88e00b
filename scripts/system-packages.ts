/** @file The system packages that tests need on Linux: the libraries of a real Electron window, a virtual display, a Redis. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const debianPackages = [
  'xvfb', 'xauth', 'libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libatk-bridge2.0-0', 'libcups2', 'libdrm2',
  'libxkbcommon0', 'libxcomposite1', 'libxdamage1', 'libxrandr2', 'libxss1', 'libxtst6', 'redis-server',
]; // prettier-ignore

export const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

/** Runs this very program once more, under a virtual display; its exit code. */
export function rerunUnderVirtualDisplay(): number {
  const { status } = spawnSync('xvfb-run', ['--auto-servernum', process.execPath, ...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' });
  return status ?? 1;
}

/** Installs what is missing as root on Debian or Ubuntu; elsewhere throws with the exact command to run. */
export function ensureSystemPackages(): void {
  if (process.platform !== 'linux') return;
  const missing = debianPackages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  if (!existsSync('/usr/bin/apt-get')) {
    if (hasDisplay() || spawnSync('xvfb-run', ['--help']).status === 0) return;
    throw new Error(`the tests need a display: install xvfb and Electron’s libraries (on Debian: apt-get install ${missing.join(' ')})`);
  }
  const install = ['install', '--yes', '--no-install-recommends', ...missing.map(nameOnThisRelease)];
  if (process.getuid?.() !== 0) throw new Error(`system packages are missing; run: sudo apt-get update && sudo apt-get ${install.join(' ')}`);
  for (const args of [['update', '--quiet'], install]) {
    const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed`);
  }
}

/** Newer releases renamed some libraries for 64-bit time (`libgtk-3-0t64`). */
function isInstalled(name: string): boolean {
  return [name, `${name}t64`].some((it) => spawnSync('dpkg-query', ['-W', '-f=${Status}', it], { encoding: 'utf8' }).stdout.includes('install ok installed'));
}

function nameOnThisRelease(name: string): string {
  const policy = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout;
  return policy.includes('Candidate: (none)') || policy === '' ? `${name}t64` : name;
}
