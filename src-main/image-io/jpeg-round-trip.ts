/** @file What JPEG does to a small picture; trainer process. */
import { sharp } from './libvips.ts';

export type Rgb = { readonly width: number; readonly height: number; readonly samples: Uint8Array };
export type JpegSettings = { /** From 1 to 100. */ readonly quality: number; /** Colour at half the size, as most files have it, or at full size. */ readonly chroma: '4:2:0' | '4:4:4' };

/** Encodes 8-bit RGB, interleaved, and decodes it again; the same for the same picture. */
export async function throughJpeg({ width, height, samples }: Rgb, { quality, chroma }: JpegSettings): Promise<Rgb> {
  const encoded = await sharp(samples, { raw: { width, height, channels: 3 } }).jpeg({ quality, chromaSubsampling: chroma }).toBuffer();
  const decoded = await sharp(encoded).raw().toBuffer();
  return { width, height, samples: new Uint8Array(decoded) };
}
