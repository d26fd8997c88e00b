import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { keepSnapshot, mostSnapshots, thinOut } from './snapshots.ts';

const distance = { name: 'ab.distance', better: 'lower' } as const;

it('keeps the newest, the best and a few spread over the run', () => {
  let kept: { step: number; value: number | null }[] = [];
  for (let step = 100; step <= 20_000; step += 100) kept = thinOut([...kept, { step, value: step === 700 ? 1 : 2 }], distance);
  expect(kept).toHaveLength(mostSnapshots);
  expect(kept.map(({ step }) => step)).toEqual(expect.arrayContaining([700, 20_000]));
  const gaps = kept.slice(1).map(({ step }, index) => step - kept[index]!.step);
  expect(Math.max(...gaps)).toBeLessThan(5_000);
});

it('takes the highest for the best where that is better', () => {
  let kept: { step: number; value: number | null }[] = [];
  for (let step = 1; step <= 300; step++) kept = thinOut([...kept, { step, value: step === 33 ? 40 : step === 34 ? null : 20 }], { name: 'psnr', better: 'higher' });
  expect(kept.map(({ step }) => step)).toEqual(expect.arrayContaining([33, 300]));
});

it('keeps files as they were while the model goes on', async () => {
  const out = await temporaryFolder();
  const file = join(out, 'model', 'run', 'manifest.json');
  await mkdir(join(out, 'model', 'run'), { recursive: true });
  for (let step = 1; step <= 14; step++) {
    // As the export does: the old file stays what it was.
    await writeFile(`${file}.partial`, `step ${step}`);
    await rename(`${file}.partial`, file);
    await keepSnapshot(out, step, { 'ab.distance': step === 2 ? 0.5 : 1 }, distance);
  }
  const folders = (await readdir(join(out, 'snapshots'))).filter((name) => name !== 'index.json');
  expect(folders).toHaveLength(mostSnapshots);
  for (const name of ['step-000000002', 'step-000000014']) {
    expect(folders).toContain(name);
    expect(await readFile(join(out, 'snapshots', name, 'run', 'manifest.json'), 'utf8')).toBe(`step ${Number(name.slice(5))}`);
  }
});
