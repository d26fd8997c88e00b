/** @file The file of the renderer's bundle that a URL names; nothing outside the bundle. Pure; used by main. */
import { join, normalize, sep } from 'node:path';

/** `pathname` as it stands in a URL, percent signs included; undefined where it leaves `bundle` or is no path at all. */
export function bundlePath(bundle: string, pathname: string): string | undefined {
  try {
    const file = normalize(join(bundle, decodeURIComponent(pathname)));
    return file.startsWith(bundle + sep) && !file.includes('\0') ? file : undefined;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
