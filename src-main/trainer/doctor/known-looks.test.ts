import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { pattern, temporaryFolder, writeTiff } from '../data/test-pictures.ts';
import { examineDataset } from './examine-dataset.ts';
import type * as Fingerprints from './fingerprint.ts';

const fingerprint = vi.hoisted(() => vi.fn());
vi.mock('./fingerprint.ts', async (load) => {
  const original = await load<typeof Fingerprints>();
  return { ...original, fingerprint: fingerprint.mockImplementation(original.fingerprint) };
});

/** The report, and how many pictures were looked at for it. */
async function look(folder: string, knownLooks: string, smallestSide = 24) {
  fingerprint.mockClear();
  const report = await examineDataset({ a: folder, smallestSide, knownLooks });
  return { report, looked: fingerprint.mock.calls.length };
}

describe('what the doctor saw before', () => {
  it('gives the same report without another look, whatever the smallest side', async () => {
    const [folder, home] = [await temporaryFolder(), await temporaryFolder()];
    await writeTiff(join(folder, '1.tif'), pattern(80, 60, 2));
    await writeTiff(join(folder, '2.tif'), pattern(80, 60, 2));
    await writeTiff(join(folder, '3.tif'), pattern(60, 80, 4));
    await writeTiff(join(folder, '4.tif'), pattern(20, 30, 5));
    await writeFile(join(folder, 'broken.png'), 'no picture');
    const first = await look(folder, home);
    expect(first).toMatchObject({ looked: 3, report: { ok: true, value: { a: { usable: 3, exactDuplicates: [[join(folder, '1.tif'), join(folder, '2.tif')]] } } } });
    expect(first.report).toEqual(await examineDataset({ a: folder, smallestSide: 24 }));
    expect(await look(folder, home)).toEqual({ ...first, looked: 0 });
    const finer = await look(folder, home, 16);
    expect(finer).toMatchObject({ looked: 1, report: { ok: true, value: { a: { usable: 4, tooSmall: [] } } } });
    expect(await look(folder, home)).toEqual({ ...first, looked: 0 });
  });

  it('looks again at what changed, and compares files that have become as long as others', async () => {
    const [folder, home] = [await temporaryFolder(), await temporaryFolder()];
    const at = (name: string) => join(folder, name);
    await writeTiff(at('1.tif'), pattern(80, 60, 2));
    await writeTiff(at('2.tif'), pattern(60, 40, 4));
    await look(folder, home);
    await writeFile(at('3.tif'), await readFile(at('1.tif')));
    await writeTiff(at('2.tif'), pattern(60, 40, 6));
    await utimes(at('2.tif'), 1_000_000, 2_000_000);
    const again = await look(folder, home);
    expect(again.looked).toBe(2);
    expect(again.report).toMatchObject({ ok: true, value: { a: { exactDuplicates: [[at('1.tif'), at('3.tif')]] } } });
    expect(again.report).toEqual(await examineDataset({ a: folder, smallestSide: 24 }));
  });

  it('looks at everything where what it kept is damaged', async () => {
    const [folder, home] = [await temporaryFolder(), await temporaryFolder()];
    await writeTiff(join(folder, '1.tif'), pattern(80, 60, 2));
    const first = await look(folder, home);
    const kept = (await readdir(home)).map((name) => join(home, name));
    expect(kept).toHaveLength(1);
    await writeFile(kept[0]!, (await readFile(kept[0]!)).subarray(0, -1));
    expect(await look(folder, home)).toEqual(first);
  });
});
