/** @file Finds out whether every pixel of a file can be read. Engine process and command line. */
import type { SharpOptions } from 'sharp';
import { sharp } from './libvips.ts';

/**
 * Throws where `options` do not let a fault pass. Asking for the last of the file's `height` rows makes libvips decode
 * every row before it, checksums included, and keep none.
 */
export async function readEveryRow(source: string | Buffer, height: number, options: SharpOptions): Promise<void> {
  await sharp(source, options).extract({ left: 0, top: height - 1, width: 1, height: 1 }).raw().toBuffer();
}
