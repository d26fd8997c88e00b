/** @file The files that were copied in a file manager, in the clipboard format of each platform. Pure; used by main. */
import { fileURLToPath } from 'node:url';

/** Formats in which file managers name files, the most telling first. */
const formatsByPlatform: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['x-special/gnome-copied-files', 'text/uri-list'],
  darwin: ['NSFilenamesPboardType', 'public.file-url'],
  // Windows lists several files only in a form that Electron cannot read; the window's own paste event has those.
  win32: ['FileNameW'],
};

/** Absolute paths; empty where no files were copied. `read` gives the bytes of a format, none where it is not there. */
export async function filesOnClipboard(platform: NodeJS.Platform, read: (format: string) => Promise<Buffer>): Promise<string[]> {
  for (const format of formatsByPlatform[platform] ?? []) {
    const bytes = await read(format);
    const paths = bytes.length === 0 ? [] : parse(format, bytes);
    if (paths.length > 0) return paths;
  }
  return [];
}

function parse(format: string, bytes: Buffer): string[] {
  switch (format) {
    case 'FileNameW':
      return [bytes.toString('utf16le').split('\0')[0]!].filter((path) => path !== '');
    case 'NSFilenamesPboardType':
      return [...bytes.toString('utf8').matchAll(/<string>([^<]*)<\/string>/g)].map(([, path]) => withoutEntities(path!));
    default:
      return bytes.toString('utf8').split(/[\r\n\0]+/).flatMap(pathOfUrl);
  }
}

/** Lines that are no file URL tell what to do with the files ("copy") or are comments. */
export function pathOfUrl(line: string): string[] {
  if (!line.startsWith('file://')) return [];
  try {
    return [fileURLToPath(line)];
  } catch {
    return [];
  }
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' };
const withoutEntities = (text: string) => text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity]!);
