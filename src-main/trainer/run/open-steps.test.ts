import { describe, expect, it } from 'vitest';
import type { Provider } from '../../../src-shared/device.ts';
import { type Note, noteSentence } from '../../../src-shared/note.ts';
import { seedRandom } from '../random.ts';
import { superResolutionStep } from '../steps/super-resolution.ts';
import { openOnLadder } from './open-steps.ts';
import { traceStep } from './traced-step.ts';

const upscaler = { scale: 2, width: 4, depth: 1, activation: 'prelu', filters: 'plain', longSkip: true } as const;
const step = superResolutionStep({ batch: 1, size: 8, averageDecay: 0.9, clip: 100, upscaler, loss: 'l1', luma: 0, agreement: 0 });
const initial = step.initialState(seedRandom(1));
const steps = { upscaler: { step, initial, graph: traceStep(step, initial) } };
/** Neither is there on every platform. */
const absent: Provider = process.platform === 'win32' ? 'coreml' : 'dml';

async function open(devices: readonly Provider[]) {
  const notes: Note[] = [];
  const opened = await openOnLadder(steps, { devices, threads: 1, learningRate: 1e-3, onNote: (note) => notes.push(note) });
  if (!opened.ok) throw new Error(opened.error.message);
  return { notes, opened: opened.value };
}

describe('the ladder of a training', () => {
  it('falls to the CPU, with the reason, where a device cannot be used', async () => {
    const { notes, opened } = await open([absent, 'cpu']);
    expect(opened.device).toBe('cpu');
    expect(notes.map(noteSentence)).toEqual([expect.stringMatching(/^(DirectML|Core ML) cannot be used for this training: .+$/)]);
    const state = new Map(Object.entries(initial));
    const batch = Object.fromEntries(Object.entries(step.inputs).map(([name, { shape }]) => [name, new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(0.25)]));
    const run = await opened.run('upscaler', state, batch, 1e-3);
    expect(run.ok && Number.isFinite(run.value.metrics['loss'])).toBe(true);
    expect(await opened.bring(state)).toEqual({ ok: true, value: null });
    expect(state.get('upscaler.count')!.values[0]).toBe(1);
    await opened.release();
  });

  it('says nothing where only the CPU was wanted', async () => {
    const { notes, opened } = await open([]);
    expect([opened.device, notes]).toEqual(['cpu', []]);
    await opened.release();
  });
});
