/**
 * @file The `imago://` scheme, the only one that the window may load. Main process.
 *
 * `imago://app/...` is the renderer's bundle, `imago://tile/<id>/<level>/<column>/<row>` one tile of an allowed pyramid, `imago://tile/<id>/thumbnail` all of it, small,
 * `imago://training/<id>/...` a picture of a training, `imago://model/<id>/...` one of a model's card.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { type Protocol, protocol } from 'electron';
import { bundlePath } from './desk/bundle-path.ts';
import { type TileStore, parseTilePath } from './desk/tile-store.ts';

export const appOrigin = 'imago://app';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.png': 'image/png',
};

/** Styles that libraries insert carry the nonce; scripts come from the bundle alone. */
const contentSecurityPolicy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' imago://training imago://model",
    `connect-src imago://tile`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Must run before the application is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'imago', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true } },
  ]);
}

export type Served = {
  /** Folder of the renderer's bundle. */
  readonly bundle: string;
  readonly tiles: TileStore;
  /** The file of a training's picture; null for what is none. */
  readonly trainingFile: (pathname: string) => string | null;
  /** Likewise of a model's. */
  readonly modelFile: (pathname: string) => string | null;
};

export function serveScheme(to: Protocol, { bundle, tiles, trainingFile, modelFile }: Served): void {
  to.handle('imago', ({ url, method }) => {
    const { host, pathname } = new URL(url);
    if (method !== 'GET') return refuse(405);
    if (host === 'app') return serveBundle(bundle, pathname);
    if (host === 'training') return servePicture(trainingFile(pathname));
    if (host === 'model') return servePicture(modelFile(pathname));
    if (host === 'tile') return serveTile(tiles, pathname);
    return refuse(404);
  });
}

const refuse = (status: number) => new Response(null, { status });

async function serveTile(tiles: TileStore, pathname: string): Promise<Response> {
  const asked = parseTilePath(pathname);
  if (!asked) return refuse(400);
  const bytes = await ('level' in asked ? tiles.read(asked) : tiles.thumbnail(asked.id));
  if (!bytes) return refuse(404);
  return new Response(bytes, {
    headers: { 'Content-Type': 'application/octet-stream', 'Access-Control-Allow-Origin': appOrigin, 'Cache-Control': 'no-store' },
  });
}

async function servePicture(file: string | null): Promise<Response> {
  const bytes = file === null ? null : await readFile(file).catch(() => null);
  if (file === null || !bytes) return refuse(404);
  return new Response(bytes, { headers: { 'Content-Type': contentTypes[extname(file)]!, 'X-Content-Type-Options': 'nosniff', 'Access-Control-Allow-Origin': appOrigin, 'Cache-Control': 'no-cache' } });
}

async function serveBundle(bundle: string, pathname: string): Promise<Response> {
  const file = bundlePath(bundle, pathname);
  const contentType = file && contentTypes[extname(file)];
  if (!file || !contentType) return refuse(404);
  const bytes = await readFile(file).catch(() => null);
  if (!bytes) return refuse(404);
  const headers = { 'Content-Type': contentType, 'X-Content-Type-Options': 'nosniff' };
  if (extname(file) !== '.html') return new Response(bytes, { headers });
  const nonce = randomBytes(16).toString('base64');
  return new Response(bytes.toString('utf8').replaceAll('{{nonce}}', nonce), {
    headers: { ...headers, 'Content-Security-Policy': contentSecurityPolicy(nonce) },
  });
}
