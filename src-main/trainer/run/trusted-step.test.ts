import { describe, expect, it } from 'vitest';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, succeed } from '../../../src-shared/result.ts';
import type { OpenStep, TrainingState } from './traced-step.ts';
import { trustAfterFirstRun } from './trusted-step.ts';

/** Adds `by` to the state; answers with the given loss and picture. */
function fake(by: number, loss: number, picture: number, broken = false) {
  const calls = { runs: 0, releases: 0 };
  const step: OpenStep = {
    run(state) {
      calls.runs += 1;
      if (broken) return Promise.resolve(failWith(failure('device-failed', 'the driver is gone')));
      state.set('sum', { shape: [], values: Float32Array.of(state.get('sum')!.values[0]! + by) });
      return Promise.resolve(succeed({ metrics: { loss }, outputs: { fake: { shape: [1], values: Float32Array.of(picture) } } }));
    },
    release() {
      calls.releases += 1;
      return Promise.resolve();
    },
  };
  return { step, calls };
}

async function threeRuns(device: ReturnType<typeof fake>) {
  const cpu = fake(1, 0.5, 0.25);
  const notes: string[] = [];
  const trusted = trustAfterFirstRun({ provider: 'webgpu', onDevice: device.step, openOnCpu: () => Promise.resolve(succeed(cpu.step)), onNote: (text) => notes.push(text) });
  const state: TrainingState = new Map([['sum', { shape: [], values: Float32Array.of(0) }]]);
  for (let run = 0; run < 3; run++) await trusted.run(state, {}, 1e-3);
  await trusted.release();
  return { notes, sum: state.get('sum')!.values[0], cpu: cpu.calls };
}

describe('a step on a graphics card', () => {
  it('is left alone once it has agreed with the CPU', async () => {
    const device = fake(10, 0.505, 0.249);
    expect(await threeRuns(device)).toEqual({ notes: [], sum: 1 + 10 + 10, cpu: { runs: 1, releases: 1 } });
    expect(device.calls).toEqual({ runs: 3, releases: 1 });
  });

  it.each([
    ['gives another loss', fake(10, 0.6, 0.25), 'expected 0.5000 for loss, got 0.6000'],
    ['gives no number', fake(10, NaN, 0.25), 'got NaN'],
    ['gives other pictures', fake(10, 0.5, 0.9), 'other pictures for fake'],
    ['fails', fake(10, 0.5, 0.25, true), 'the driver is gone'],
  ])('is replaced by the CPU where it %s', async (_, device, reason) => {
    const { notes, sum, cpu } = await threeRuns(device);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(reason);
    expect(sum).toBe(3);
    expect(cpu).toEqual({ runs: 3, releases: 1 });
    expect(device.calls).toEqual({ runs: 1, releases: 1 });
  });
});
