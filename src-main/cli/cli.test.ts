import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nearestUpscaleModel } from '../onnx-trace/tiny-models.ts';
import { foreignModel } from '../testing/foreign-model.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const program = fileURLToPath(new URL('../../dist/node/cli.mjs', import.meta.url));

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'imago-test-home-'));
  await writeModelPackage(join(home, 'models'), 'faithful', [{ bytes: nearestUpscaleModel(2), tile: 32 }]);
});
afterAll(() => rm(home, { recursive: true, maxRetries: 20 }));

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder, 'scratch'));
});

type Ended = { code: number | null; events: Record<string, unknown>[]; out: string; log: string };

function start(...args: string[]) {
  const environment = { ...process.env, IMAGO_HOME: home, IMAGO_MODELS: join(home, 'models'), IMAGO_OWN_MODELS: join(folder, 'own-models'), IMAGO_SCRATCH: join(folder, 'scratch') };
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, env: environment });
  let [out, log] = ['', ''];
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (log += String(text)));
  const ended = once(child, 'close').then(([code]): Ended => {
    const events = args.includes('--json') && out ? out.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>) : [];
    return { code: code as number | null, events, out, log };
  });
  return { child, ended };
}
const imago = (...args: string[]) => start(...args).ended;
const eventsOf = ({ events }: Ended, kind: string) => events.filter(({ event }) => event === kind);

async function writePicture(name: string, width: number, height: number): Promise<void> {
  await mkdir(join(folder, name, '..'), { recursive: true });
  await sharp({ create: { width, height, channels: 3, background: { r: 90, g: 150, b: 210 } } }).toFile(join(folder, name));
}

describe('imago upscale', () => {
  it('goes on after a bad file, keeps the tree, and tells all in events', async () => {
    await writePicture('in/a.jpg', 40, 30);
    await writePicture('in/sub/b.png', 50, 20);
    await writeFile(join(folder, 'in/broken.png'), 'no picture');
    const ended = await imago('upscale', 'in', 'none.png', '--out', 'out', '--json', '--scale', '4');
    expect(ended.code).toBe(1);
    expect(eventsOf(ended, 'done')).toEqual([
      expect.objectContaining({ input: join('in', 'a.jpg'), output: join('out', 'a-4x.jpg'), width: 160, height: 120, device: 'cpu', model: 'faithful' }),
      expect.objectContaining({ input: join('in', 'sub', 'b.png'), output: join('out', 'sub', 'b-4x.png'), width: 200, height: 80 }),
    ]);
    expect(eventsOf(ended, 'failed').map(({ input, code }) => [input, code])).toEqual([
      [join('in', 'broken.png'), 'not-an-image'],
      ['none.png', 'file-missing'],
    ]);
    expect(eventsOf(ended, 'progress').at(-1)).toMatchObject({ input: join('in', 'sub', 'b.png'), phase: 'verify' });
    expect((await readdir(join(folder, 'out'), { recursive: true })).sort()).toEqual(['a-4x.jpg', 'sub', join('sub', 'b-4x.png')]);
    expect(await sharp(join(folder, 'out/a-4x.jpg')).metadata()).toMatchObject({ format: 'jpeg', width: 160, height: 120 });
  });

  it('says in the result what made it, unless it is told not to', async () => {
    await writePicture('a.png', 8, 6);
    const xmpAfter = async (...options: string[]) => {
      await imago('upscale', 'a.png', '--out', 'out', '--overwrite', ...options);
      return (await sharp(join(folder, 'out', 'a-2x.png')).metadata()).xmp?.toString();
    };
    expect(await xmpAfter()).toMatch(/TrainedAlgorithmicMedia[\s\S]*softwareAgent="Imago [\d.]+"[^>]*recipe: upscale; models: faithful/);
    expect(await xmpAfter('--no-provenance')).toBeUndefined();
  });

  it('does not write over a result unless it is told to', async () => {
    await writePicture('a.png', 8, 6);
    expect((await imago('upscale', 'a.png', '--out', '.')).code).toBe(0);
    const again = await imago('upscale', 'a.png', '--out', '.');
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.log).toMatch(/already a file "a-2x.png"/);
    expect((await imago('upscale', 'a.png', '--out', '.', '--overwrite')).code).toBe(0);
  });

  it('ends with 130 when it is interrupted, and leaves nothing half done', async () => {
    await writePicture('large.png', 3000, 2000);
    await writePicture('next.png', 8, 6);
    const { child, ended } = start('upscale', 'large.png', 'next.png', '--out', 'out', '--json', '--scale', '8');
    let interrupted = false;
    child.stdout.on('data', (text) => {
      if (!interrupted && String(text).includes('"remainingMs"')) interrupted = child.kill('SIGINT');
    });
    const { code, events } = await ended;
    expect(code).toBe(130);
    expect(events.at(-1)).toMatchObject({ event: 'failed', input: 'large.png', code: 'cancelled' });
    expect(await readdir(join(folder, 'out'))).toEqual([]);
    expect(await readdir(join(folder, 'scratch'))).toEqual([]);
  });

  it.each([
    [['upscale', 'a.png'], /--out/],
    [['upscale', 'a.png', '--out', 'o', '--model', 'none'], /no model “none”\. Choose one of faithful/],
    [['upscale', 'a.png', '--out', 'o', '--scale', '5'], /2, 3, 4, 8/],
  ])('refuses wrong usage: %j', async (args, said) => {
    const { code, log } = await imago(...args);
    expect(code).toBe(2);
    expect(log).toMatch(said);
  });
});

describe('imago', () => {
  it('inspects pictures', async () => {
    await writePicture('a.png', 7, 5);
    const ended = await imago('inspect', 'a.png', '--json');
    expect(ended.code).toBe(0);
    expect(ended.events).toEqual([expect.objectContaining({ event: 'image', path: 'a.png', width: 7, height: 5, depth: 8, alpha: false, profile: null, orientation: 1 })]);
  });

  it('lists models and verifies them', async () => {
    const listed = await imago('models', 'list', '--json');
    expect(listed.events).toEqual([expect.objectContaining({ event: 'model', id: 'faithful', scales: [2] })]);
    expect((await imago('models', 'verify', '--json')).events).toEqual([{ event: 'verified', model: 'faithful', installed: true }]);

    const file = join(home, 'models', 'broken', 'network-0.onnx');
    await writeModelPackage(join(home, 'models'), 'broken', [{ bytes: nearestUpscaleModel(2) }]);
    await writeFile(file, nearestUpscaleModel(3));
    const verified = await imago('models', 'verify', '--json');
    expect(verified.code).toBe(1);
    expect(eventsOf(verified, 'failed')).toEqual([expect.objectContaining({ input: 'broken', code: 'model-tampered' })]);
    await rm(file);
    expect(await imago('models', 'verify')).toMatchObject({ code: 0, out: 'broken: not installed\nfaithful: every file is as described\n' });
    await rm(join(home, 'models', 'broken'), { recursive: true });
  });

  it('tells which devices work', async () => {
    const ended = await imago('devices', '--json');
    expect(ended.code).toBe(0);
    expect(eventsOf(ended, 'device').map(({ provider }) => provider)).toContain('cpu');
    expect(eventsOf(ended, 'ladder')).toEqual([expect.objectContaining({ ladder: expect.arrayContaining(['cpu']) as unknown })]);
  });
});

describe('imago models', () => {
  it('takes in a file of another program, runs it, exports it, removes it and takes it in again', async () => {
    await writeFile(join(folder, 'Night Owl.onnx'), foreignModel({ layout: 'nhwc', elements: 'float16', scale: 2, input: { black: -1, white: 1 }, output: { black: 0, white: 255 } }));
    const imported = await imago('models', 'import', 'Night Owl.onnx', '--name', 'Owl', '--licence', 'MIT', '--json');
    expect(eventsOf(imported, 'imported')).toMatchObject([{ model: 'night-owl', task: 'upscale', scale: 2, form: { layout: 'nhwc', elements: 'float16', input: { black: -1 }, output: { white: 255 } }, unsure: [] }]);
    expect((await imago('models', 'import', 'Night Owl.onnx')).log).toMatch(/already a model “night-owl”/);
    await writePicture('a.png', 30, 20);
    expect((await imago('upscale', 'a.png', '--out', 'out', '--model', 'night-owl')).code).toBe(0);
    expect((await sharp(join(folder, 'out/a-2x.png')).stats()).channels.slice(0, 3).map(({ mean }) => Math.round(mean))).toEqual([90, 150, 210]);

    expect((await imago('models', 'export', 'night-owl', 'owl.imago')).code).toBe(0);
    expect((await imago('models', 'export', 'night-owl', 'owl.onnx')).code).toBe(0);
    expect(await readFile(join(folder, 'owl.onnx'))).toEqual(await readFile(join(folder, 'Night Owl.onnx')));
    expect((await imago('models', 'export', 'night-owl', 'owl.onnx', '--scale', '4')).log).toMatch(/no network that enlarges 4 times/);
    expect((await imago('models', 'remove', 'night-owl')).code).toBe(0);
    expect((await imago('models', 'remove', 'faithful')).log).toMatch(/came with Imago/);
    expect((await imago('models', 'import', 'owl.imago', '--id', 'owl')).out).toMatch(/imported as owl/);
    expect(eventsOf(await imago('models', 'list', '--json'), 'model').map(({ id, name }) => [id, name])).toEqual([['faithful', 'faithful'], ['owl', 'Owl']]);
    expect((await imago('models', 'verify')).code).toBe(0);
  });

  it('says why a file is not taken in', async () => {
    await writeFile(join(folder, 'weights.onnx'), 'not a model');
    expect(await imago('models', 'import', 'weights.onnx')).toMatchObject({ code: 1, log: expect.stringContaining('This is no ONNX model.') as string });
    expect(await imago('models', 'import', 'nothing.onnx', '--id', 'Nothing!')).toMatchObject({ code: 1 });
  });
});
