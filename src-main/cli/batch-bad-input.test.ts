/** @file Tests what `imago run` tells of inputs that are not as they should be. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { nearestUpscaleModel } from '../onnx-trace/tiny-models.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const program = fileURLToPath(new URL('../../dist/node/cli.mjs', import.meta.url));

type Told = { readonly event: string; readonly input?: string; readonly code?: string; readonly message?: string; readonly advice?: string };

async function run(folder: string, ...args: string[]) {
  const child = spawn(process.execPath, [program, 'run', 'recipe.json', ...args, '--json'], { cwd: folder, env: { ...process.env, IMAGO_MODELS: join(folder, 'models'), IMAGO_HOME: join(folder, 'home') } });
  let out = '';
  child.stdout.on('data', (text) => (out += String(text)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, events: out.trim().split('\n').map((line) => JSON.parse(line) as Told) };
}

async function picture(path: string, shade: number): Promise<Buffer> {
  const made = sharp({ create: { width: 12, height: 9, channels: 3, background: { r: shade, g: 90, b: 9 } } });
  const bytes = await (path.endsWith('.jpg') ? made.jpeg() : made.png()).toBuffer();
  await writeFile(path, bytes);
  return bytes;
}

it('makes ninety of a hundred pictures and names each of the ten damaged ones with its reason and what to do', { timeout: 300_000 }, async () => {
  const folder = await temporaryFolder();
  await writeModelPackage(join(folder, 'models'), 'faithful', [{ bytes: nearestUpscaleModel(2), tile: 32 }]);
  await writeFile(join(folder, 'recipe.json'), JSON.stringify({ version: 1, name: 'Twice', steps: [{ operation: 'upscale', parameters: { scale: 2 } }] }));
  const inputs = join(folder, 'in');
  await mkdir(join(inputs, 'deep'), { recursive: true });
  // Links that lead in a circle, a result of an earlier run in the output folder, two inputs that want one name.
  await symlink(inputs, join(inputs, 'deep', 'round'));
  await mkdir(join(inputs, 'out'));
  await picture(join(inputs, 'out', 'earlier.png'), 1);
  await picture(join(inputs, 'twin.png'), 2);
  await picture(join(inputs, 'twin.jpg'), 3);
  for (let index = 0; index < 88; index += 1) await picture(join(inputs, index % 2 === 0 ? 'deep' : '', `${index}.png`), index);
  const whole = await picture(join(inputs, 'cut-0.png'), 4);
  for (let index = 0; index < 4; index += 1) await writeFile(join(inputs, `cut-${index}.png`), whole.subarray(0, whole.length - 30));
  for (let index = 0; index < 3; index += 1) await writeFile(join(inputs, `empty-${index}.jpg`), '');
  for (let index = 0; index < 3; index += 1) await writeFile(join(inputs, `text-${index}.png`), 'no picture at all');

  const { code, events } = await run(folder, 'in', '--out', join('in', 'out'), '--format', 'png', '--name', '{name}');

  expect(code).toBe(1);
  const failed = events.filter(({ event }) => event === 'failed');
  expect(failed.map(({ input }) => input).sort()).toEqual([...[0, 1, 2, 3].map((index) => `cut-${index}.png`), ...[0, 1, 2].map((index) => `empty-${index}.jpg`), ...[0, 1, 2].map((index) => `text-${index}.png`)].map((name) => join('in', name)));
  for (const { input, message, advice } of failed) {
    expect(message).toContain(input!.slice(3));
    expect(message).toMatch(input!.includes('cut') ? /damaged|cut off|incomplete/ : input!.includes('empty') ? /empty/ : /not a picture|no picture/);
    expect(advice).toMatch(/\w+ .*\.$/);
  }
  expect(events.filter(({ event }) => event === 'finished')).toHaveLength(90);
  expect((await readdir(join(inputs, 'out'))).filter((name) => name.startsWith('twin')).sort()).toEqual(['twin (2).png', 'twin.png']);
  expect((await readdir(join(inputs, 'out'), { recursive: true })).filter((name) => name.endsWith('.png'))).toHaveLength(91);
});
