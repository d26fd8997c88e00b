/**
 * @file `npm run bench:train [-- --rounds N] [--quick]`: times the CycleGAN step of the trainer beside PyTorch's, taken in
 * turn, and tells memory, its growth over 500 steps, nodes and preparation; medians, minima and ratios as JSON, also in
 * `bench-results/train.json`. PyTorch is that of `/usr/bin/python3` (`apt-get install python3-torch`); without it only
 * ours is timed. `--quick` watches the growth of a smaller step; at 128 x 128 that takes ten minutes and more.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { memoryEnvironment, trainerMemory } from '../src-main/children/memory-environment.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' }, threads: { type: 'string', default: String(Math.min(2, availableParallelism())) }, quick: { type: 'boolean', default: false } } });
const python = '/usr/bin/python3';
const shape = { width: '32', blocks: '6' };

type Shape = typeof shape;
type Step = { readonly ms: number; readonly cpuMs: number; readonly peakMegabytes: number; readonly residentMegabytes: number };
type Contender = { readonly about: Record<string, number>; step(): Promise<Step>; end(): void };

const ours = await bundled('scripts/peers/cyclegan-imago.ts');
const small = await compete(128);
const large = await start(process.execPath, [ours], 256);
const steps256 = await rounds([large]);
large.end();

const size256 = summary(steps256[0]!);
const growth = await watchGrowth(values.quick ? 32 : 128, values.quick ? { width: '8', blocks: '2' } : shape);
const result = { ...small, growth, size256: { ...size256, timesSize128: ratio(size256.ms, small.size128.ms), cpuTimesSize128: ratio(size256.cpuMs, small.size128.cpuMs) } };
await mkdir('bench-results', { recursive: true });
await writeFile('bench-results/train.json', `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 2));

async function compete(size: number) {
  const torch = spawnSync(python, ['-c', 'import torch']).status === 0 ? await start(python, ['scripts/peers/cyclegan_torch.py'], size) : null;
  const imago = await start(process.execPath, [ours], size);
  const [own, peers] = await rounds(torch ? [imago, torch] : [imago]);
  imago.end();
  torch?.end();
  const [size128, pytorch128] = [summary(own!), peers && summary(peers)];
  const against = pytorch128 && { pytorch128, timesPytorch: ratio(size128.ms, pytorch128.ms), cpuTimesPytorch: ratio(size128.cpuMs, pytorch128.cpuMs) };
  return { size128: { ...size128, ...imago.about }, ...against };
}

/** Resident memory at two steps, each the median of the twenty before, since it goes up and down with garbage. */
async function watchGrowth(size: number, of: Shape) {
  const [first, last, window] = [100, 500, 20];
  const contender = await start(process.execPath, [ours], size, of);
  const resident: number[] = [];
  for (let step = 0; step < last; step++) resident.push((await contender.step()).residentMegabytes);
  contender.end();
  const at = (step: number) => median(resident.slice(step - window, step));
  return { size, [`megabytesAtStep${first}`]: at(first), [`megabytesAtStep${last}`]: at(last) };
}

/** Time by the clock, and processor time of all threads, which says more on a machine that others use too. */
function summary(steps: readonly Step[]) {
  const peakMegabytes = Math.max(...steps.map((step) => step.peakMegabytes));
  return { ms: median(steps.map(({ ms }) => ms)), cpuMs: median(steps.map(({ cpuMs }) => cpuMs)), peakMegabytes };
}

/** The first step of each is warm-up. */
async function rounds(contenders: readonly Contender[]): Promise<Step[][]> {
  const steps: Step[][] = contenders.map(() => []);
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const [index, contender] of contenders.entries()) {
      const step = await contender.step();
      if (round > 0) steps[index]!.push(step);
    }
  }
  return steps;
}

async function start(program: string, args: readonly string[], size: number, { width, blocks }: Shape = shape): Promise<Contender> {
  const child = spawn(program, [...args, String(size), width, blocks, values.threads], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...memoryEnvironment(process.platform, trainerMemory) },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`expected a line from ${args[0]}, got its end`);
    return value;
  };
  const first = await next();
  return {
    about: first === 'ready' ? {} : (JSON.parse(first) as Record<string, number>),
    async step() {
      child.stdin.write('\n');
      return JSON.parse(await next()) as Step;
    },
    end: () => child.stdin.end(),
  };
}

async function bundled(source: string): Promise<string> {
  const outfile = 'dist/bench/cyclegan-imago.mjs';
  const banner = { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" };
  await build({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', banner, external: ['onnxruntime-node', 'sharp'], logLevel: 'warning' });
  return outfile;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)]!);
}

function ratio(a: number, b: number): number {
  return Math.round((100 * a) / b) / 100;
}
