/**
 * @file The CycleGAN step of `npm run bench:train` as the trainer runs it; the counterpart of `cyclegan_torch.py`, with
 * the same arguments and the same lines. The first line tells what the graphs are.
 */
import { createInterface } from 'node:readline';
import onnxProto from 'onnx-proto';
import { openTracedStep, traceStep, type TrainingState } from '../../src-main/trainer/run/traced-step.ts';
import { seedRandom } from '../../src-main/trainer/random.ts';
import { cycleganDiscriminatorStep, cycleganGeneratorStep, type CycleganConfig } from '../../src-main/trainer/steps/cyclegan.ts';
import type { TrainingStep } from '../../src-main/trainer/steps/step.ts';

const [size, width, blocks, threads] = process.argv.slice(2, 6).map(Number) as [number, number, number, number];
const config: CycleganConfig = {
  generator: { width, blocks, upsampling: 'transposed', normalisation: 'instance' },
  adversary: { network: { width: 64, halvings: 3, normalisation: 'instance', spectral: false }, loss: 'lsgan', augmented: false },
  batch: 1,
  size,
  cycle: 10,
  identity: 5,
  averageDecay: 0.999,
  clip: 1e6,
};
const random = seedRandom(1);
const picture = () => Float32Array.from({ length: size * size * 3 }, () => 2 * random.uniform() - 1);
const [a, b] = [picture(), picture()];

const startedAt = performance.now();
const steps = { generators: cycleganGeneratorStep(config), discriminators: cycleganDiscriminatorStep(config) };
const state: TrainingState = new Map();
const generators = await prepare(steps.generators);
const discriminators = await prepare(steps.discriminators);
const prepareSeconds = (performance.now() - startedAt) / 1000;
const nodes = Object.values(steps).reduce((sum, step) => sum + nodesOf(traceStep(step, step.initialState(random))), 0);
console.log(JSON.stringify({ nodes, prepareSeconds }));

for await (const line of createInterface({ input: process.stdin })) {
  void line;
  const [before, cpuBefore] = [performance.now(), process.cpuUsage()];
  const { outputs, metrics } = expectOk(await generators.run(state, { a, b }, 2e-4));
  const fakes = { 'discriminatorA.fake': outputs['fakeA']!.values, 'discriminatorB.fake': outputs['fakeB']!.values };
  expectOk(await discriminators.run(state, { 'discriminatorA.real': a, 'discriminatorB.real': b, ...fakes }, 2e-4));
  const ms = performance.now() - before;
  const { user, system } = process.cpuUsage(cpuBefore);
  console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024), residentMegabytes: Math.round(process.memoryUsage.rss() / 2 ** 20), lossGenerators: metrics['loss'] }));
}

async function prepare(step: TrainingStep) {
  const initial = step.initialState(random);
  for (const [name, tensor] of Object.entries(initial)) state.set(name, tensor);
  return expectOk(await openTracedStep(step, traceStep(step, initial), { provider: 'cpu', threads }));
}

function nodesOf(model: Uint8Array): number {
  return onnxProto.onnx.ModelProto.decode(model).graph?.node?.length ?? 0;
}

function expectOk<T>(result: { ok: true; value: T } | { ok: false; error: { message: string; detail?: string | undefined } }): T {
  if (!result.ok) throw new Error(result.error.detail ?? result.error.message);
  return result.value;
}
