import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { nearestUpscaleModel } from '../onnx-trace/tiny-models.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const program = fileURLToPath(new URL('../../dist/node/cli.mjs', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  await writeModelPackage(join(folder, 'models'), 'faithful', [{ bytes: nearestUpscaleModel(2), tile: 32 }]);
  await writeRecipe('recipe.json', 2);
});

const writeRecipe = (name: string, scale: number) => writeFile(join(folder, name), JSON.stringify({ version: 1, name: 'Mine', steps: [{ operation: 'upscale', parameters: { scale } }] }));

async function writePicture(name: string, width: number, height: number): Promise<void> {
  await mkdir(join(folder, name, '..'), { recursive: true });
  await sharp({ create: { width, height, channels: 3, background: { r: 90, g: 150, b: 210 } } }).toFile(join(folder, name));
}

function start(...args: string[]) {
  const environment = { ...process.env, IMAGO_MODELS: join(folder, 'models') };
  const child = spawn(process.execPath, [program, 'run', ...args], { cwd: folder, env: environment });
  let [out, log] = ['', ''];
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (log += String(text)));
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    out,
    log,
    events: args.includes('--json') ? out.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>) : [],
  }));
  return { child, ended };
}
const imago = (...args: string[]) => start(...args).ended;

describe('imago run', () => {
  it('runs a recipe on a tree, names what it makes, and tells of every picture', async () => {
    await writePicture('in/a.jpg', 40, 30);
    await writePicture('in/sub/b.png', 50, 20);
    await writePicture('in/sub/c-draft.png', 5, 5);
    await writeFile(join(folder, 'in/broken.png'), 'no picture');
    const { code, events } = await imago('recipe.json', 'in', 'gone', '--out', 'out', '--json', '--name', '{name}_{scale}', '--exclude', '*-draft.*');
    expect(code).toBe(1);
    // Pictures overlap, so they end in no certain order.
    const finished = events.filter(({ event }) => event === 'finished').sort((a, b) => String(a['input']).localeCompare(String(b['input'])));
    expect(finished).toEqual([
      expect.objectContaining({ input: join('in', 'a.jpg'), output: join('out', 'a_2x.jpg'), width: 80, height: 60, device: 'cpu' }),
      expect.objectContaining({ input: join('in', 'sub', 'b.png'), output: join('out', 'sub', 'b_2x.png'), width: 100, height: 40 }),
    ]);
    expect(events.filter(({ event }) => event === 'failed').map(({ input, code: why }) => [input, why]).sort()).toEqual([
      ['gone', 'file-missing'],
      [join('in', 'broken.png'), 'not-an-image'],
    ]);
    expect(events.at(-1)).toMatchObject({ event: 'summary', total: 3, done: 2, failed: 1, waiting: 0, resumable: false });
    expect((await readdir(join(folder, 'out'), { recursive: true })).sort()).toEqual(['a_2x.jpg', 'sub', join('sub', 'b_2x.png')]);
  });

  it('goes on after an interrupt where it was, and says how', async () => {
    // So many that the interrupt comes before the last, however late this process hears of the first.
    const pictures = 30;
    for (let index = 0; index < pictures; index += 1) await writePicture(`in/${index}.png`, 300, 200);
    const { child, ended } = start('recipe.json', 'in', '--out', 'out');
    child.stdout.once('data', () => child.kill('SIGINT'));
    const first = await ended;
    expect(first.code).toBe(130);
    expect(first.out).toMatch(/Stopped\. The same command with --resume goes on where it was\./);
    const made = (await readdir(join(folder, 'out'))).length;
    expect(made).toBeLessThan(pictures);
    const second = await imago('recipe.json', 'in', '--out', 'out', '--resume', '--json');
    expect(second.code).toBe(0);
    expect(second.events.filter(({ event }) => event === 'finished')).toHaveLength(pictures - made);
    await rm(join(folder, 'out', '3-2x.png'));
    const third = await imago('recipe.json', 'in', '--out', 'out', '--resume', '--json');
    expect(third.events.filter(({ event }) => event === 'finished')).toEqual([expect.objectContaining({ output: join('out', '3-2x.png') })]);
  });

  it('leaves alone what is there, and does not go on with another recipe', async () => {
    await writePicture('a.png', 4, 3);
    await imago('recipe.json', 'a.png', '--out', 'out');
    const again = await imago('recipe.json', 'a.png', '--out', 'out');
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('left out') as string });
    await writeRecipe('other.json', 4);
    expect(await imago('other.json', 'a.png', '--out', 'out', '--resume')).toMatchObject({ code: 1, log: expect.stringContaining('begun with another recipe') as string });
  });

  it.each([
    [['nothing.json', 'a.png', '--out', 'o'], /There is no file "nothing.json"/],
    [['recipe.json', 'a.png', '--out', 'o', '--name', '{size}'], /knows no \{size\}/],
    [['recipe.json', 'a.png'], /--out/],
  ])('refuses wrong usage: %j', async (args, said) => {
    const { code, log } = await imago(...args);
    expect(code).toBe(2);
    expect(log).toMatch(said);
  });

  it('tells what it would do and writes nothing', async () => {
    await writePicture('in/a.jpg', 40, 30);
    await writePicture('in/a.png', 50, 20);
    await writePicture('out/b-2x.png', 4, 4);
    await writePicture('in/b.png', 5, 5);
    const { code, events } = await imago('recipe.json', 'in', '--out', 'out', '--format', 'png', '--dry-run', '--json');
    expect(code).toBe(0);
    expect(events.slice(0, -1)).toEqual([
      { event: 'planned', input: join('in', 'a.jpg'), output: join('out', 'a-2x.png'), fate: 'make' },
      { event: 'planned', input: join('in', 'a.png'), output: join('out', 'a-2x (2).png'), fate: 'make' },
      { event: 'planned', input: join('in', 'b.png'), output: join('out', 'b-2x.png'), fate: 'leave-out' },
    ]);
    expect(events.at(-1)).toMatchObject({ event: 'plan', pictures: 3, existing: 1, sameName: 1, freeBytes: expect.any(Number) as number });
    const text = await imago('recipe.json', 'in', 'gone', '--out', 'out', '--dry-run');
    expect(text).toMatchObject({ code: 1, out: expect.stringMatching(/Nothing was written\. 3 pictures \(.* MB\) need up to .* MB, .* are free/) as string, log: expect.stringContaining('gone') as string });
    expect(await readdir(join(folder, 'out'))).toEqual(['b-2x.png']);
    await imago('recipe.json', 'in', '--out', 'out', '--format', 'png');
    expect((await readdir(join(folder, 'out'))).sort()).toEqual(['a-2x (2).png', 'a-2x.png', 'b-2x.png']);
  });

  it('waits for pictures and goes on after it was killed, with what it has not done yet', { timeout: 600_000 }, async () => {
    await writePicture('in/a.png', 40, 30);
    const watch = () => {
      const { child, ended } = start('recipe.json', 'in', '--out', 'out', '--watch', '--json');
      let out = '';
      child.stdout.on('data', (text) => (out += String(text)));
      const until = (last: object, input?: string) =>
        vi.waitFor(
          () => {
            const events = out.split('\n').slice(0, -1).map((line) => JSON.parse(line) as { event: string; input?: string });
            if (input !== undefined) expect(events).toContainEqual(expect.objectContaining({ event: 'finished', input: join('in', input) }));
            expect(events.at(-1)).toMatchObject(last);
          },
          // What no notice tells of is found by the look at the folders every two minutes.
          { timeout: 250_000 },
        );
      return { child, ended, until };
    };
    const first = watch();
    await first.until({ event: 'watching' }, 'a.png');
    await writePicture('in/sub/b.png', 30, 20);
    await first.until({ event: 'watching' }, join('sub', 'b.png'));
    first.child.kill('SIGKILL');
    await first.ended;
    await writePicture('in/c.png', 20, 10);
    const second = watch();
    await second.until({ event: 'watching' }, 'c.png');
    second.child.kill('SIGINT');
    const { code, events } = await second.ended;
    expect(code).toBe(130);
    expect(events.filter(({ event }) => event === 'finished').map(({ input }) => input)).toEqual([join('in', 'c.png')]);
    expect(events.at(-1)).toMatchObject({ event: 'summary', done: 3, total: 3, resumable: true });
    expect((await readdir(join(folder, 'out'), { recursive: true })).sort()).toEqual(['a-2x.png', 'c-2x.png', 'sub', join('sub', 'b-2x.png')]);
  });
});
