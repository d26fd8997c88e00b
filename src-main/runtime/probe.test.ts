import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { probeProvider } from './probe.ts';

const program = fileURLToPath(new URL('../../dist/node/probe.mjs', import.meta.url));

async function probeWith(code: string, timeoutMs = 20_000) {
  const own = join(await temporaryFolder(), 'probe.mjs');
  await writeFile(own, code);
  return probeProvider('webgpu', { program: own, timeoutMs });
}

describe('probeProvider', () => {
  it('trusts the CPU', async () => {
    const report = await probeProvider('cpu', { program });
    expect(report).toMatchObject({ provider: 'cpu', works: true });
    expect(report.maxError).toBeLessThan(1e-6);
  });

  it("gives the library's own reason and what to do about it", async () => {
    // No platform has both of these.
    const provider = process.platform === 'win32' ? 'coreml' : 'dml';
    const report = await probeProvider(provider, { program });
    expect(report).toMatchObject({ works: false, advice: expect.stringContaining('pdate') as string });
    expect(report.reason).not.toBe('');
  });

  it.each([
    ['a wrong answer', 'process.send({ maxError: 0.25 })', /wrong answer: .*at most 0.001, got a difference of 0.250/],
    ['values that are no numbers', 'process.send({ maxError: NaN })', /not numbers/],
    ['a crash', `console.error('driver fault'); process.kill(process.pid, 'SIGSEGV')`, /ended by signal SIGSEGV\ndriver fault/],
    ['an early end', 'process.exit(3)', /ended with code 3/],
  ])('does not trust %s', async (_what, code, reason) => {
    const report = await probeWith(code);
    expect(report).toMatchObject({ provider: 'webgpu', works: false, reason: expect.stringMatching(reason) as string });
  });

  it('does not wait for ever', async () => {
    const report = await probeWith('setInterval(() => undefined, 1000)', 200);
    expect(report).toMatchObject({ works: false, reason: 'No answer within 0.2 seconds' });
  });

  const softwareGpu = process.env['IMAGO_SWIFTSHADER_ICD'];
  it.skipIf(!softwareGpu)('runs WebGPU for real on a software GPU', async () => {
    // The Vulkan loader lies beside the driver; this process has none to lose, as variables are the child's alone.
    const environment = { VK_ICD_FILENAMES: softwareGpu, LD_LIBRARY_PATH: dirname(softwareGpu ?? '') };
    const report = await probeProvider('webgpu', { program, environment });
    expect(report).toMatchObject({ provider: 'webgpu', works: true });
    expect(report.maxError).toBeLessThan(1e-5);
  });
});
