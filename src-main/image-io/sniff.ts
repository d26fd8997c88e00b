/** @file Tells what a file is from its first bytes, whatever its name says. Pure. */
import { extname } from 'node:path';
import type { ImageFormat } from '../../src-shared/image.ts';

/** Bytes from the start of a file that `sniff` wants to see. */
export const sniffLength = 512;

export type Sniffed =
  | { readonly kind: 'readable'; readonly format: Exclude<ImageFormat, 'svg'> }
  | { readonly kind: 'unsupported'; readonly name: string; readonly advice: string }
  | { readonly kind: 'unknown' };

const readable = (format: Exclude<ImageFormat, 'svg'>): Sniffed => ({ kind: 'readable', format });
const unsupported = (name: string, advice = 'Export it as PNG or TIFF from the program that made it, then open that.'): Sniffed => ({
  kind: 'unsupported',
  name,
  advice,
});

/** Camera raw files are TIFF inside, and would open as their small preview; only the name tells them apart. */
const rawExtensions = new Set(['.dng', '.nef', '.nrw', '.cr2', '.arw', '.srf', '.sr2', '.pef', '.orf', '.rw2', '.3fr', '.erf', '.iiq', '.kdc', '.mos', '.srw']);

const signatures: readonly [signature: string, sniffed: Sniffed][] = [
  ['\xff\xd8\xff', readable('jpeg')],
  ['\x89PNG\r\n\x1a\n', readable('png')],
  ['GIF87a', readable('gif')],
  ['GIF89a', readable('gif')],
  ['8BPS', unsupported('Photoshop document')],
  ['gimp xcf', unsupported('GIMP picture')],
  ['BM', unsupported('Windows bitmap (BMP)')],
  ['\0\0\x01\0', unsupported('Windows icon (ICO)')],
  ['\0\0\0\x0cjP  \r\n\x87\n', unsupported('JPEG 2000')],
  ['\xffO\xffQ', unsupported('JPEG 2000')],
  ['\xff\x0a', unsupported('JPEG XL')],
  ['\0\0\0\x0cJXL \r\n\x87\n', unsupported('JPEG XL')],
  ['v/1\x01', unsupported('OpenEXR')],
  ['#?RADIANCE', unsupported('Radiance HDR')],
  ['SIMPLE  =', unsupported('FITS')],
  ['DDS ', unsupported('DirectDraw surface (DDS)')],
  ['qoif', unsupported('QOI')],
  ['FUJIFILMCCD-RAW', unsupported('camera raw (Fujifilm RAF)', 'Develop it in a raw converter and save a TIFF, then open that.')],
  ['%PDF', unsupported('PDF', 'Export the page as PNG, then open that.')],
  ['%!PS', unsupported('PostScript', 'Export the page as PNG, then open that.')],
];

/** ISO media files name their kind in the brands of the first box. */
function sniffIsoMedia(head: string): Sniffed {
  const brands = head.slice(8, 8 + Math.max(8, head.charCodeAt(2) * 256 + head.charCodeAt(3) - 8));
  if (/avi[fs]/.test(brands)) return readable('avif');
  if (/hei[cxms]|hev[cxms]|mif1|msf1/.test(brands))
    return unsupported('HEIC (HEIF)', 'Export it as JPEG or PNG from your photo program, or set the camera to "most compatible", then open that.');
  if (/crx /.test(brands)) return unsupported('camera raw (Canon CR3)', 'Develop it in a raw converter and save a TIFF, then open that.');
  return unsupported('video', 'Imago works on still pictures; save a frame as PNG, then open that.');
}

export function sniff(bytes: Uint8Array, path: string): Sniffed {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (/^(II[*+]\0|MM\0[*+])/.test(head)) {
    const isRaw = rawExtensions.has(extname(path).toLowerCase()) || head.startsWith('CR', 8);
    return isRaw ? unsupported('camera raw', 'Develop it in a raw converter and save a TIFF, then open that.') : readable('tiff');
  }
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return readable('webp');
  if (head.startsWith('ftyp', 4)) return sniffIsoMedia(head);
  if (/^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]/i.test(head))
    return unsupported('SVG', 'It is a drawing, not pixels: export it as PNG in the size that you want, then open that.');
  return signatures.find(([signature]) => head.startsWith(signature))?.[1] ?? { kind: 'unknown' };
}
