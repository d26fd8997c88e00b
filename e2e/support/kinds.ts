/** @file Two kinds of small pictures to train on: shapes in warm colours on bright ground, and in cold ones on dark ground. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const side = 144;
const kinds = { warm: { ground: [235, 220, 190], shape: [200, 60, 30] }, cold: { ground: [20, 30, 70], shape: [60, 130, 220] } } as const;

/** Shapes stand elsewhere in every picture, in both kinds. */
export async function writeKind(folder: string, kind: keyof typeof kinds, count: number): Promise<string> {
  const target = join(folder, kind);
  await mkdir(target, { recursive: true });
  const { ground, shape } = kinds[kind];
  const shift = kind === 'warm' ? 0 : 5;
  await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const pixels = Buffer.alloc(side * side * 3);
      const place = index + shift;
      const [centreX, centreY, radius] = [12 + ((place * 29) % 72), 12 + ((place * 47) % 72), 10 + ((place * 7) % 18)];
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++) {
          const inside = place % 2 === 0 ? Math.hypot(x - centreX, y - centreY) < radius : Math.max(Math.abs(x - centreX), Math.abs(y - centreY)) < radius;
          const texture = ((x * (3 + (place % 5)) + y * (2 + (place % 7))) % 16) - 8;
          for (const [channel, value] of (inside ? shape : ground).entries()) pixels[(y * side + x) * 3 + channel] = Math.max(0, Math.min(255, value + texture));
        }
      return sharp(pixels, { raw: { width: side, height: side, channels: 3 } }).png().toFile(join(target, `${kind}-${String(index).padStart(3, '0')}.png`));
    }),
  );
  return target;
}
