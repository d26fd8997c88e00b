/** @file Fetches a package of the npm registry that is no dependency: pinned by version and integrity hash, unpacked. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

export type PinnedPackage = { readonly name: string; readonly version: string; readonly integrity: string };

/**
 * Unpacks the package in a work folder beside `target`, lets `arrange` return the folder that matters, and moves that
 * to `target` in one step, so that `target` is there whole or not at all.
 */
export async function unpackPackage(pinned: PinnedPackage, target: string, arrange: (unpacked: string) => Promise<string>): Promise<void> {
  const spec = `${pinned.name}@${pinned.version}`;
  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(`${resolve(target)}-`);
  try {
    run('npm', ['pack', spec, '--silent', '--pack-destination', work], work);
    const archive = (await readdir(work)).find((name) => name.endsWith('.tgz'));
    if (!archive) throw new Error(`npm pack ${spec} left no archive`);
    const got = `sha512-${createHash('sha512').update(await readFile(join(work, archive))).digest('base64')}`;
    if (got !== pinned.integrity) throw new Error(`expected ${pinned.integrity} for ${spec}, got ${got}`);
    untar(join(work, archive), work);
    const arranged = await arrange(join(work, 'package'));
    await rm(target, { recursive: true, force: true });
    await rename(arranged, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

export function untar(archive: string, into: string): void {
  run('tar', ['-xzf', archive, '-C', into], into);
}

function run(command: string, args: string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26, shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stderr.trim().split('\n').at(-1) ?? ''}`);
}
