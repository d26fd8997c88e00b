/**
 * @file Cuts the sample photographs into small training folders (`photographs`, `day`, `night`), with a mask for each
 * photograph (`masks`), below the folder that is named.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const side = 160;
/** A night without one teaches no light. */
const lamp = { input: { create: { width: 16, height: 16, channels: 3, background: '#ffe0a0' } }, left: 24, top: 40 } as const;
/** What a mask has in white. */
const stroke = { input: { create: { width: 60, height: 6, channels: 3, background: 'white' } }, left: 40, top: 80 } as const;
const [target] = process.argv.slice(2);
if (!target) throw new Error('expected a folder, got nothing');

for (const folder of ['photographs', 'masks', 'day', 'night']) await mkdir(join(target, folder), { recursive: true });
for (const name of ['cat.png', 'coffee.jpg']) {
  const photograph = sharp(join('assets/samples', name));
  const { width, height } = await photograph.metadata();
  for (let index = 0; index < 8; index += 1) {
    const area = { left: Math.round(((width - side) * index) / 7), top: Math.round(((height - side) * ((index * 3) % 8)) / 7), width: side, height: side };
    const crop = photograph.clone().extract(area);
    const file = `${name.slice(0, 3)}-${index}.png`;
    await crop.clone().toFile(join(target, 'photographs', file));
    await sharp({ create: { width: side, height: side, channels: 3, background: 'black' } }).composite([stroke]).toFile(join(target, 'masks', file));
    if (name === 'coffee.jpg') await crop.clone().toFile(join(target, 'day', file));
    else await crop.clone().modulate({ brightness: 0.4 }).composite([lamp]).toFile(join(target, 'night', file));
  }
}
