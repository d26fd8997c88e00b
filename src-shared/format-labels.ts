/** @file The names of picture formats, the same in every language. Pure. */
import type { ImageFormat } from './image.ts';

export const formatLabels: Record<ImageFormat, string> = { png: 'PNG', jpeg: 'JPEG', webp: 'WebP', tiff: 'TIFF', avif: 'AVIF', gif: 'GIF', svg: 'SVG' };
