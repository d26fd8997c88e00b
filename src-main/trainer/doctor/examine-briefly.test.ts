import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pattern, temporaryFolder, writeTiff } from '../data/test-pictures.ts';
import { examineBriefly } from './examine-briefly.ts';

/** Two folders of five pictures of one size, hence of one length as files; B is darker. */
async function folders() {
  const folder = await temporaryFolder();
  const [a, b] = [join(folder, 'a'), join(folder, 'b')];
  await mkdir(a);
  await mkdir(b);
  for (let index = 0; index < 5; index++) {
    const picture = pattern(40, 32, index + 1);
    await writeTiff(join(a, `${index}.tif`), picture);
    await writeTiff(join(b, `${index}.tif`), { ...picture, samples: picture.samples.map((sample) => sample / 8) });
  }
  return { a, b };
}

async function reportOn(given: { readonly a: string; readonly b?: string }) {
  const result = await examineBriefly(given);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('examineBriefly', () => {
  it('counts, and compares brightness', async () => {
    const { a, b } = await folders();
    await writeFile(join(b, 'notes.txt'), 'no picture');
    await writeFile(join(b, 'broken.png'), 'no picture');
    const { a: first, b: second, pair } = await reportOn({ a, b });
    expect([first.usable, second?.usable, second?.others]).toEqual([5, 6, [join(b, 'notes.txt')]]);
    expect(pair).toMatchObject({ shared: [], sought: 5 });
    expect(pair!.meanBrightness.b).toBeLessThan(pair!.meanBrightness.a / 4);
    expect(pair!.brightnessOverlap).toBeLessThan(0.3);
  });

  it('finds the pictures of A that are in B, under whatever name', async () => {
    const { a, b } = await folders();
    await copyFile(join(a, '3.tif'), join(b, 'renamed.tif'));
    expect((await reportOn({ a, b })).pair!.shared).toEqual([join(a, '3.tif')]);
    expect((await reportOn({ a, b: `${a}/` })).pair!.shared).toHaveLength(5);
    await symlink(a, `${a}-again`);
    expect((await reportOn({ a, b: `${a}-again` })).pair!.shared).toHaveLength(5);
  });

  it('compares nothing where there is nothing, or one folder', async () => {
    const { a } = await folders();
    expect((await reportOn({ a })).a.usable).toBe(5);
    const empty = await temporaryFolder();
    expect(await reportOn({ a, b: empty })).not.toHaveProperty('pair');
    expect(await examineBriefly({ a, b: join(empty, 'nowhere') })).toMatchObject({ ok: false, error: { code: 'file-missing' } });
  });
});
