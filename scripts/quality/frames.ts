/** @file Frames of the sizes that networks and measures want. Pure. */
import { colours, type Picture } from '../../src-main/trainer/data/picture.ts';
import { resample } from '../../src-main/trainer/data/resample.ts';

/** Smaller, so that the longer side has this many pixels. */
export function shrunk(picture: Picture, longSide: number): Picture {
  const ratio = longSide / Math.max(picture.width, picture.height);
  return resample(picture, Math.round(picture.width * ratio), Math.round(picture.height * ratio), 'lanczos');
}

/** Sides become multiples; the last column and row go on. */
export function padTo({ width, height, samples }: Picture, multiple: number): Picture {
  const [wide, tall] = [width, height].map((side) => Math.ceil(side / multiple) * multiple) as [number, number];
  const padded = new Uint8Array(wide * tall * colours);
  for (let y = 0, to = 0; y < tall; y++) {
    for (let x = 0; x < wide; x++) {
      const from = (Math.min(y, height - 1) * width + Math.min(x, width - 1)) * colours;
      for (let channel = 0; channel < colours; channel++) padded[to++] = samples[from + channel]!;
    }
  }
  return { width: wide, height: tall, samples: padded };
}
