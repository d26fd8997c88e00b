import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pattern, temporaryFolder, writeTiff } from '../data/test-pictures.ts';
import { examineDataset } from './examine-dataset.ts';
import { canTrain, verdict } from './verdict.ts';

async function reportOn(a: string, b?: string) {
  const result = await examineDataset({ a, ...(b ? { b } : {}), smallestSide: 24 });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('examineDataset', () => {
  it('counts what a folder holds', async () => {
    const folder = await temporaryFolder();
    const at = (name: string) => join(folder, name);
    await mkdir(at('inside'));
    await writeTiff(at('inside/one.tif'), pattern(80, 60, 2));
    await writeTiff(at('two.tif'), pattern(60, 80, 4));
    await copyFile(at('two.tif'), at('two again.tif'));
    const { samples, ...size } = pattern(80, 60, 2);
    await writeTiff(at('one darker.tif'), { ...size, samples: samples.map((sample) => sample * 0.8) });
    await writeTiff(at('small.tif'), pattern(30, 20, 5));
    await writeFile(at('broken.png'), 'no picture');
    await writeFile(at('notes.txt'), 'no picture');
    const { a } = await reportOn(folder);
    expect(a.usable).toBe(4);
    expect(a.unreadable.map(({ path }) => path)).toEqual([at('broken.png')]);
    expect(a.tooSmall).toEqual([{ path: at('small.tif'), width: 30, height: 20 }]);
    expect(a.others).toEqual([at('notes.txt')]);
    expect(a.exactDuplicates).toEqual([[at('two again.tif'), at('two.tif')]]);
    expect(a.nearDuplicates).toEqual([[at('inside/one.tif'), at('one darker.tif')]]);
  });

  it('stops a translation between equal folders, and tells how brightness differs', async () => {
    const folder = await temporaryFolder();
    const [a, b] = [join(folder, 'a'), join(folder, 'b')];
    await mkdir(a);
    await mkdir(b);
    for (let index = 0; index < 12; index++) {
      const { samples, ...size } = pattern(40, 40, index + 1);
      await writeTiff(join(a, `${index}.tif`), { ...size, samples });
      await writeTiff(join(b, `${index}.tif`), { ...size, samples: samples.map((sample) => (255 - sample) / 8) });
    }
    const same = verdict(await reportOn(a, a));
    expect(same.map(({ message }) => message)).toContain('100 % of A are also in B: there is nothing to translate.');
    expect(canTrain(same)).toBe(false);
    const darker = await reportOn(a, b);
    expect(darker.pair?.shared).toEqual([]);
    expect(darker.pair?.brightnessOverlap).toBeLessThan(0.2);
    expect(verdict(darker).some(({ message }) => message.startsWith('B is much darker than A'))).toBe(true);
  });

  it('refuses a folder that is not there, and stops when told to', async () => {
    expect(await examineDataset({ a: '/no/such/folder', smallestSide: 24 })).toMatchObject({ ok: false, error: { code: 'file-missing' } });
    const folder = await temporaryFolder();
    await writeTiff(join(folder, 'one.tif'), pattern(40, 40));
    expect(await examineDataset({ a: folder, smallestSide: 24, signal: AbortSignal.abort() })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('tells how far it is at every picture, whatever becomes of it, and can be stopped there', async () => {
    const folder = await temporaryFolder();
    await writeTiff(join(folder, '1.tif'), pattern(40, 40));
    await writeTiff(join(folder, '2.tif'), pattern(10, 10));
    await writeFile(join(folder, '3.png'), 'no picture');
    await writeTiff(join(folder, '4.tif'), pattern(50, 40));
    const told: number[][] = [];
    await examineDataset({ a: folder, smallestSide: 24, onProgress: (done, total) => told.push([done, total]) });
    expect(told).toEqual([[1, 4], [2, 4], [3, 4], [4, 4]]);
    const stop = new AbortController();
    const seen: number[] = [];
    const onProgress = (done: number) => { seen.push(done); if (done === 2) stop.abort(); };
    expect(await examineDataset({ a: folder, smallestSide: 24, signal: stop.signal, onProgress })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(seen).toEqual([1, 2]);
  });
});
