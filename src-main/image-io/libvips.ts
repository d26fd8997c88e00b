/**
 * @file The one place that configures sharp (libvips); engine process and command line.
 *
 * The operation cache would keep decoded pixels and open files alive between pictures, so it is off. Two threads are
 * enough to overlap a codec with its input; more only add memory, for the network wants the cores.
 */
import sharp from 'sharp';

sharp.cache(false);
sharp.concurrency(2);

/** Options for files whose size has already been judged: libvips' own limit would stop at 268 megapixels. */
export const withoutPixelLimit = { limitInputPixels: false } as const;

export const libvipsVersion: string = sharp.versions.vips;

export { sharp };
