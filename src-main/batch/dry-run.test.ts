import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { batchDefinitionSchema } from '../../src-shared/batch.ts';
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
  const planned = await dryRun(definition, new Date(2026, 0, 1));
  expect(planned).toMatchObject({ pictures: 3, inputBytes: 170, existing: 1, sameName: 1, problems: [{ path: join(folder, 'gone') }] });
  expect(planned.outputBytes).toBe(Math.round(100 * 16 * 4 + 50 * 16 * 1.1 + 20 * 16 * 4));
  expect(planned.freeBytes).toBeGreaterThan(0);
  expect(planned.samples.map(({ output, exists }) => [output.slice(folder.length), exists])).toEqual([
    [join('/out', 'a.png'), false],
    [join('/out', 'a.png'), false],
    [join('/out', 'sub', 'b.png'), true],
  ]);
});
