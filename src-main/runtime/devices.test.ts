import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DevicesReport } from '../../src-shared/device.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { devicesReport } from './devices.ts';
import { devicesFor, providersOf } from './providers.ts';

/** Probes that find the CPU alone, everything, nothing to work. */
const cpuWorks = `process.send(process.argv[3] === 'cpu' ? { maxError: 0 } : { reason: 'no ' + process.argv[3] })`;
const allWork = `process.send({ maxError: 0 })`;
const nothingWorks = `process.send({ reason: 'broken' })`;
const all = providersOf(process.platform, process.arch);

async function writeProbe(code: string) {
  const program = join(await temporaryFolder(), 'probe.mjs');
  await writeFile(program, code);
  return { program };
}

describe('devicesReport', () => {
  it('remembers what was found until it is asked to look again', async () => {
    const cache = join(await temporaryFolder(), 'new', 'devices.json');
    const first = await devicesReport(false, await writeProbe(cpuWorks), cache);
    expect(first.ladder).toEqual(['cpu']);
    expect(first.probes.map(({ provider }) => provider)).toEqual(all);
    expect(first.probes.filter(({ works }) => !works).every(({ provider, reason }) => reason === `no ${provider}`)).toBe(true);

    const other = await writeProbe(allWork);
    expect(await devicesReport(false, other, cache)).toEqual(first);
    expect((await devicesReport(true, other, cache)).ladder).toEqual(all);
    expect((await devicesReport(false, await writeProbe(cpuWorks), cache)).ladder).toEqual(all);
  });

  it('does not remember that nothing worked', async () => {
    const cache = join(await temporaryFolder(), 'devices.json');
    expect((await devicesReport(false, await writeProbe(nothingWorks), cache)).ladder).toEqual([]);
    expect((await devicesReport(false, await writeProbe(cpuWorks), cache)).ladder).toEqual(['cpu']);
  });

  it('looks again where the machine has changed or the file is damaged', async () => {
    const cache = join(await temporaryFolder(), 'devices.json');
    const probe = await writeProbe(cpuWorks);
    await devicesReport(false, probe, cache);
    const written = JSON.parse(await readFile(cache, 'utf8')) as { key: string };
    await writeFile(cache, JSON.stringify({ ...written, key: `${written.key} of another driver` }));
    expect((await devicesReport(false, await writeProbe(allWork), cache)).ladder).toEqual(all);
    await writeFile(cache, '{');
    expect((await devicesReport(false, probe, cache)).ladder).toEqual(['cpu']);
  });
});

describe('the ladder', () => {
  it('ends with the CPU on every platform', () => {
    for (const [platform, arch] of [['win32', 'x64'], ['win32', 'arm64'], ['darwin', 'arm64'], ['linux', 'x64'], ['linux', 'arm64']] as const)
      expect(providersOf(platform, arch).at(-1)).toBe('cpu');
    expect(providersOf('linux', 'x64')).toEqual(['cuda', 'webgpu', 'cpu']);
  });

  it('takes the device asked for where it works, and the CPU behind it', () => {
    const report: DevicesReport = { ladder: ['cuda', 'webgpu', 'cpu'], probes: [], probedAt: '' };
    expect(devicesFor('auto', report)).toEqual(['cuda', 'webgpu', 'cpu']);
    expect(devicesFor('webgpu', report)).toEqual(['webgpu', 'cpu']);
    expect(devicesFor('dml', report)).toEqual(['cpu']);
    expect(devicesFor('cpu', report)).toEqual(['cpu']);
  });

  it('follows the order of the user, without what is off or does not work', () => {
    const report: DevicesReport = { ladder: ['cuda', 'webgpu', 'cpu'], probes: [], probedAt: '' };
    expect(devicesFor('auto', report, ['webgpu', 'dml', 'cuda', 'cpu'])).toEqual(['webgpu', 'cuda', 'cpu']);
    expect(devicesFor('auto', report, ['webgpu', 'cpu'])).toEqual(['webgpu', 'cpu']);
    expect(devicesFor('cuda', report, ['webgpu', 'cpu'])).toEqual(['cuda', 'cpu']);
  });
});
