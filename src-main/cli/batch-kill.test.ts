import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { boxBlurModel } from '../onnx-trace/tiny-models.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const program = fileURLToPath(new URL('../../dist/node/cli.mjs', import.meta.url));
/** 50 take some minutes. */
const kills = Number(process.env['IMAGO_TEST_KILLS'] ?? 12);
const pictures = Math.max(12, Math.ceil(kills * 1.2));

async function preparedFolder(): Promise<string> {
  const folder = await temporaryFolder();
  await writeModelPackage(join(folder, 'models'), 'faithful', [{ bytes: boxBlurModel(2), tile: 32 }]);
  await writeFile(join(folder, 'recipe.json'), JSON.stringify({ version: 1, name: 'Twice', steps: [{ operation: 'upscale', parameters: { scale: 2 } }] }));
  for (let index = 0; index < pictures; index += 1) {
    const subfolder = join(folder, 'in', String(index % 3));
    await mkdir(subfolder, { recursive: true });
    await sharp({ create: { width: 30 + index, height: 20 + (index % 7), channels: 3, background: { r: (index * 37) % 256, g: index, b: 90 } } }).toFile(join(subfolder, `${index}.png`));
  }
  return folder;
}

function start(folder: string, out: string) {
  const environment = { ...process.env, IMAGO_MODELS: join(folder, 'models') };
  const child = spawn(process.execPath, [program, 'run', 'recipe.json', 'in', '--out', out, '--resume', '--json'], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, ended, lines: createInterface({ input: child.stdout }) };
}

async function contents(folder: string): Promise<Record<string, string>> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((it) => it.isFile());
  return Object.fromEntries(await Promise.all(entries.map(async ({ name, parentPath }) => [join(parentPath, name).slice(folder.length), (await readFile(join(parentPath, name))).toString('base64')])));
}

/** Undefined while there is none. */
async function engineOf(pid: number): Promise<number | undefined> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return children.trim() === '' ? undefined : Number(children.trim().split(' ')[0]);
}

it.skipIf(process.platform !== 'linux')(`gives the results of an undisturbed run after ${kills} kills at random moments`, { timeout: 1_200_000 }, async () => {
  const folder = await preparedFolder();
  expect(await start(folder, 'undisturbed').ended).toBe(0);
  const expected = await contents(join(folder, 'undisturbed'));
  const random = xoroshiro128plus(20260320);
  let killed = 0;
  // A batch that is done before the last kill is followed by another.
  for (let round = 0; killed < kills; round += 1) {
    const finished: string[] = [];
    for (let code: number | null = null; code !== 0; ) {
      const { child, ended, lines } = start(folder, `out-${round}`);
      let countdown = killed < kills ? uniformInt(random, 1, 8) : Infinity;
      lines.on('line', (text) => {
        const event = JSON.parse(text) as { event: string; input: string };
        if (event.event === 'finished') finished.push(event.input);
        if (--countdown !== 0) return;
        killed += 1;
        const kill = () => child.kill('SIGKILL');
        if (uniformInt(random, 0, 3) > 0) kill();
        else void engineOf(child.pid!).then((engine) => (engine === undefined ? kill() : process.kill(engine, 'SIGKILL')));
      });
      code = await ended;
      expect([0, null]).toContain(code);
    }
    expect(await contents(join(folder, `out-${round}`))).toEqual(expected);
    expect(new Set(finished).size).toBe(finished.length);
  }
});
