/** @file An ICC profile for tests: one that changes grey values visibly, and that sharp has not built in. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes a version 2 monochrome profile whose values are linear light; gives its path. */
export async function linearGreyProfile(folder: string): Promise<string> {
  const profile = Buffer.alloc(228);
  const text = (at: number, value: string) => profile.write(value, at, 'latin1');
  const numbers = (at: number, ...values: number[]) => values.forEach((value, index) => profile.writeUInt32BE(value, at + index * 4));
  numbers(0, profile.length);
  numbers(8, 0x02100000);
  text(12, 'mntrGRAYXYZ ');
  text(36, 'acsp');
  numbers(68, 0xf6d6, 0x10000, 0xd32d);
  numbers(128, 3);
  text(132, 'desc');
  numbers(136, 168, 28);
  text(144, 'wtpt');
  numbers(148, 196, 20);
  text(156, 'kTRC');
  numbers(160, 216, 12);
  text(168, 'desc');
  numbers(176, 7);
  text(180, 'Linear');
  text(196, 'XYZ ');
  numbers(204, 0xf6d6, 0x10000, 0xd32d);
  text(216, 'curv');
  const path = join(folder, 'linear.icc');
  await writeFile(path, profile);
  return path;
}
