/** @file File systems of a test's own, to fill up; only root on Linux can mount one. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

function mount(path: string, options: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export const canMount = (() => {
  const probe = mkdtempSync(join(tmpdir(), 'imago-mount-'));
  const works = process.platform === 'linux' && mount(probe, 'size=64k');
  if (works) execFileSync('umount', [probe]);
  rmSync(probe, { recursive: true });
  return works;
})();

/** Mounted at `path` until the test ends. */
export function smallDisk(path: string, kilobytes: number): void {
  mkdirSync(path, { recursive: true });
  if (!mount(path, `size=${kilobytes}k`)) throw new Error(`expected to mount a file system at ${path}`);
  onTestFinished(() => {
    // Lazily: a file of it may still be open.
    execFileSync('umount', ['-l', path]);
  });
}
