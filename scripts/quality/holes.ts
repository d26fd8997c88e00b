/** @file Seeded holes for measuring inpainters: brush strokes and a box. Pure. A mask is width x height bytes, 1 in the holes. */
import { seedRandom } from '../../src-main/trainer/random.ts';

type Size = { readonly width: number; readonly height: number };

/** Bent strokes of 12 to 28 pixels until they cover this share of the picture; the same for the same seed and name. */
export function strokeHoles({ width, height }: Size, cover: number, name: string): Uint8Array {
  const random = seedRandom(7, name);
  const mask = new Uint8Array(width * height);
  let covered = 0;
  while (covered < cover * mask.length) {
    const radius = 6 + 8 * random.uniform();
    let [x, y, angle] = [random.uniform() * width, random.uniform() * height, random.uniform() * 2 * Math.PI];
    for (let bend = 2 + random.integer(5); bend > 0; bend -= 1) {
      angle += (random.uniform() - 0.5) * 2;
      for (let left = 30 + 90 * random.uniform(); left > 0; left -= 2) {
        covered += drawDisc(mask, { width, height }, x, y, radius);
        x += Math.cos(angle) * 2;
        y += Math.sin(angle) * 2;
      }
    }
  }
  return mask;
}

/** Pixels that were not in the mask before. */
function drawDisc(mask: Uint8Array, { width, height }: Size, x: number, y: number, radius: number): number {
  let fresh = 0;
  for (let row = Math.max(0, Math.ceil(y - radius)); row <= Math.min(height - 1, y + radius); row += 1) {
    for (let column = Math.max(0, Math.ceil(x - radius)); column <= Math.min(width - 1, x + radius); column += 1) {
      if ((column - x) ** 2 + (row - y) ** 2 > radius ** 2) continue;
      fresh += 1 - mask[row * width + column]!;
      mask[row * width + column] = 1;
    }
  }
  return fresh;
}

/** A box of a quarter of each side, anywhere but at the border. */
export function boxHole({ width, height }: Size, name: string): Uint8Array {
  const random = seedRandom(7, `box ${name}`);
  const mask = new Uint8Array(width * height);
  const [across, down] = [Math.round(width / 4), Math.round(height / 4)];
  const left = 16 + random.integer(width - across - 32);
  const top = 16 + random.integer(height - down - 32);
  for (let row = top; row < top + down; row += 1) mask.fill(1, row * width + left, row * width + left + across);
  return mask;
}
