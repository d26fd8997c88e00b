import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { nearestUpscaleModel } from '../onnx-trace/tiny-models.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const program = fileURLToPath(new URL('../../dist/node/cli.mjs', import.meta.url));
const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
const pictures = 24;

type Event = { readonly event: string; readonly input: string };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Ready when it resolves. */
async function startRedis(folder: string, port: number): Promise<ChildProcess> {
  const redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', ''], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void redis.kill('SIGKILL'));
  for await (const line of createInterface({ input: redis.stdout! })) if (line.includes('Ready to accept connections')) break;
  redis.stdout!.resume();
  return redis;
}

function imago(folder: string, args: readonly string[], onEvent: (event: Event) => void) {
  const child = spawn(process.execPath, [program, ...args, '--json'], { cwd: folder, env: { ...process.env, IMAGO_MODELS: join(folder, 'models') }, stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  createInterface({ input: child.stdout }).on('line', (line) => { onEvent(JSON.parse(line) as Event); });
  return { child, ended: once(child, 'close').then(([code]) => code as number | null) };
}

it.skipIf(!hasRedis)('shares a batch among workers, one of which is killed, while the Redis is started again', { timeout: 300_000 }, async () => {
  const folder = await temporaryFolder();
  await writeModelPackage(join(folder, 'models'), 'faithful', [{ bytes: nearestUpscaleModel(2), tile: 32 }]);
  await writeFile(join(folder, 'recipe.json'), JSON.stringify({ version: 1, name: 'Twice', steps: [{ operation: 'upscale', parameters: { scale: 2 } }] }));
  await mkdir(join(folder, 'in'));
  for (let index = 0; index < pictures; index += 1)
    await sharp({ create: { width: 200 + index, height: 100, channels: 3, background: { r: index, g: 90, b: 9 } } }).toFile(join(folder, 'in', `${String(index).padStart(2, '0')}.png`));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let redis = await startRedis(folder, port);

  let worked = 0;
  const workers = Array.from({ length: 3 }, (_, number) => {
    const worker = imago(folder, ['worker', '--queue', url, '--lost-after', '2'], ({ event }) => {
      if (event !== 'finished') return;
      worked += 1;
      // In the middle of its other two pictures.
      if (number === 0) worker.child.kill('SIGKILL');
    });
    return worker;
  });
  const counted: Event[] = [];
  let restarted: Promise<void> | undefined;
  const owner = imago(folder, ['run', 'recipe.json', 'in', '--out', 'out', '--queue', url], (event) => {
    counted.push(event);
    if (event.event === 'finished')
      restarted ??= (async () => {
        redis.kill('SIGTERM');
        await once(redis, 'exit');
        redis = await startRedis(folder, port);
      })();
  });
  expect(await owner.ended).toBe(0);
  await restarted;
  const finished = counted.filter(({ event }) => event === 'finished').map(({ input }) => input);
  expect(new Set(finished).size).toBe(pictures);
  expect(finished).toHaveLength(pictures);
  expect((await readdir(join(folder, 'out'))).sort()).toEqual(Array.from({ length: pictures }, (_, index) => `${String(index).padStart(2, '0')}-2x.png`));
  for (const { width } of await Promise.all((await readdir(join(folder, 'out'))).map((name) => sharp(join(folder, 'out', name)).metadata()))) expect(width).toBeGreaterThanOrEqual(400);
  expect(worked).toBeGreaterThanOrEqual(pictures - 3);
  for (const { child } of workers) child.kill('SIGINT');
  expect((await Promise.all(workers.map(({ ended }) => ended))).slice(1)).toEqual([130, 130]);
});

it('ends at an interrupt while the Redis is away, and goes on later', { timeout: 300_000 }, async () => {
  const folder = await temporaryFolder();
  await writeModelPackage(join(folder, 'models'), 'faithful', [{ bytes: nearestUpscaleModel(2), tile: 32 }]);
  await writeFile(join(folder, 'recipe.json'), JSON.stringify({ version: 1, name: 'Twice', steps: [{ operation: 'upscale', parameters: { scale: 2 } }] }));
  await sharp({ create: { width: 30, height: 20, channels: 3, background: '#b42' } }).toFile(join(folder, 'a.png'));
  const url = `redis://127.0.0.1:${await freePort()}`;
  const events: Event[] = [];
  const owner = imago(folder, ['run', 'recipe.json', 'a.png', '--out', 'out', '--queue', url], (event) => {
    events.push(event);
    // A second interrupt would not wait.
    if (event.event === 'batch' && !owner.child.killed) owner.child.kill('SIGINT');
  });
  expect(await owner.ended).toBe(130);
  expect(events.at(-1)).toMatchObject({ event: 'summary', total: 1, waiting: 1, resumable: true });
  expect(await imago(folder, ['run', 'recipe.json', 'a.png', '--out', 'out', '--resume'], () => undefined).ended).toBe(0);
});
