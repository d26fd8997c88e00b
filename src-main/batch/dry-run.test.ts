import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { batchDefinitionSchema, type PlannedItem } from '../../src-shared/batch.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { dryRun } from './dry-run.ts';

it('tells what would be written where, and how much room it takes', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'in', 'sub'), { recursive: true });
  await mkdir(join(folder, 'out', 'sub'), { recursive: true });
  for (const [name, bytes] of [['a.jpg', 100], ['a.png', 50], ['sub/b.gif', 20]] as const) await writeFile(join(folder, 'in', name), Buffer.alloc(bytes));
  await writeFile(join(folder, 'out', 'sub', 'b.png'), 'old');
  const definition = batchDefinitionSchema.parse({
    recipe: { version: 1, name: 'r', steps: [{ operation: 'upscale', parameters: { scale: 4 } }] },
    inputs: { paths: [join(folder, 'in'), join(folder, 'in', 'a.jpg'), join(folder, 'gone')] },
    output: { folder: join(folder, 'out'), name: '{name}', format: 'png' },
  });
  const told: PlannedItem[] = [];
  const planned = await dryRun(definition, new Date(2026, 0, 1), (item) => told.push(item));
  expect(planned).toMatchObject({ pictures: 3, inputBytes: 170, existing: 1, sameName: 1, problems: [{ path: join(folder, 'gone') }] });
  expect(planned.outputBytes).toBe(Math.round(100 * 16 * 4 + 50 * 16 * 1.1 + 20 * 16 * 4));
  expect(planned.freeBytes).toBeGreaterThan(0);
  expect(planned.samples.map(({ output, fate }) => [output.slice(folder.length), fate])).toEqual([
    [join('/out', 'a.png'), 'make'],
    [join('/out', 'a (2).png'), 'make'],
    [join('/out', 'sub', 'b.png'), 'ask'],
  ]);
  expect(told).toEqual(planned.samples);
});

it.each([
  ['skip', 'a.png', 'leave-out', 0],
  ['rename', 'a (2).png', 'make', 110],
  ['replace', 'a.png', 'replace', 110],
] as const)('plans what becomes of a file that is there: %s', async (existing, name, fate, outputBytes) => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'out'));
  await writeFile(join(folder, 'a.png'), Buffer.alloc(400));
  await writeFile(join(folder, 'out', 'a.png'), 'old');
  const definition = batchDefinitionSchema.parse({
    recipe: { version: 1, name: 'r', steps: [{ operation: 'upscale', parameters: { scale: 2 } }] },
    inputs: { paths: [join(folder, 'a.png')] },
    output: { folder: join(folder, 'out'), name: '{name}', existing, resize: { by: 'percent', percent: 25 } },
  });
  const { samples, ...planned } = await dryRun(definition, new Date(2026, 0, 1));
  expect(samples).toEqual([{ input: join(folder, 'a.png'), output: join(folder, 'out', name), fate }]);
  expect(planned).toMatchObject({ existing: 1, sameName: 0, outputBytes });
});
