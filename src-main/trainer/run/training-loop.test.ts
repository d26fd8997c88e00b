import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { failure } from '../../../src-shared/failure.ts';
import type { TrainingEvent } from '../../../src-shared/trainer-messages.ts';
import { NoMorePictures } from '../data/copies.ts';
import { openCheckpointFolder } from './checkpoint-folder.ts';
import type { PreparedRecipe } from './recipe.ts';
import type { TrainingState } from './traced-step.ts';
import { type LoopGiven, runTrainingLoop } from './training-loop.ts';
import { createTurnstile, type Turnstile } from './turnstile.ts';

/** Batches that count from where the source stands; turns that add the batch to `sum`, and remember their number. */
const recipe: PreparedRecipe = {
  steps: {},
  length: 10,
  learningRate: (turn) => turn + 1,
  seed: 1,
  parameters: 1,
  pictures: 1,
  heldOut: 0,
  measure: { name: 'psnr', better: 'higher' },
  copyBytes: 0,
  poolBytes: 0,
  openSource: (from) => {
    let position = (from as number | null) ?? 100;
    return { next: () => Promise.resolve({ number: Float32Array.of(++position) }), state: () => position };
  },
  openTurns: (from) => {
    let taken = (from?.plain as number | undefined) ?? 0;
    return {
      async take(batch, run) {
        taken += 1;
        const result = await run('add', batch);
        return result.ok ? { ok: true, value: result.value.metrics } : result;
      },
      memory: () => ({ plain: taken, tensors: {} }),
    };
  },
  evaluate: () => Promise.resolve({ ok: true, value: {} }),
  exportModel: () => Promise.resolve('model'),
};

type Given = { readonly folder: string; readonly loss?: (call: number) => number; readonly stopAt?: number; readonly turnstile?: Turnstile; readonly abort?: AbortController; readonly onStep?: (call: number) => void; readonly vanishAfter?: number; readonly loseDeviceAt?: number };

async function run({ folder, loss = () => 1, stopAt = Infinity, turnstile = createTurnstile(), abort = new AbortController(), onStep, vanishAfter = Infinity, loseDeviceAt = Infinity }: Given) {
  const events: TrainingEvent[] = [];
  const rates: number[] = [];
  const checkpoints = await openCheckpointFolder(folder);
  const runStep: LoopGiven['runStep'] = (_name, state: TrainingState, batch, learningRate) => {
    rates.push(learningRate);
    if (rates.length === loseDeviceAt) return Promise.resolve({ ok: false, error: failure('device-failed', 'The device was lost.') });
    state.set('sum', { shape: [], values: Float32Array.of(state.get('sum')!.values[0]! + batch['number']![0]!) });
    if (rates.length === stopAt) abort.abort();
    onStep?.(rates.length);
    return Promise.resolve({ ok: true, value: { metrics: { loss: loss(rates.length) }, outputs: {} } });
  };
  const fresh = { step: 0, seconds: 0, rateScale: 1, source: null, turns: null, state: { sum: { shape: [], values: Float32Array.of(0) } } };
  const start = (await checkpoints.latest(() => undefined)) ?? fresh;
  const vanishing: PreparedRecipe = {
    ...recipe,
    openSource(from) {
      const source = recipe.openSource(from);
      const next = () => ((source.state() as number) - 100 >= vanishAfter ? Promise.reject(new NoMorePictures(failure('file-missing', 'gone'))) : source.next());
      return { ...source, next };
    },
  };
  const result = await runTrainingLoop({ recipe: vanishing, checkpoints, start, runStep, bring: () => Promise.resolve({ ok: true, value: null }), checkpointSeconds: 1e6, checkpointSteps: 4, signal: abort.signal, pass: turnstile.pass, keepSnapshot: () => Promise.resolve(), tell: (event) => events.push(event) });
  const last = await checkpoints.latest(() => undefined);
  return { result, events, rates, last, sum: last?.state['sum']!.values[0] };
}
const sumOfAll = 101 + 102 + 103 + 104 + 105 + 106 + 107 + 108 + 109 + 110;

describe('the training loop', () => {
  it('runs to its end and leaves checkpoints on the way', async () => {
    const { result, events, rates, last, sum } = await run({ folder: await temporaryFolder() });
    expect(result).toEqual({ ok: true, value: 10 });
    expect(events.flatMap((event) => (event.event === 'checkpoint' ? [event.step] : []))).toEqual([4, 8, 10]);
    expect(rates).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(last).toMatchObject({ step: 10, source: 110, turns: { plain: 10 } });
    expect(sum).toBe(sumOfAll);
  });

  it('stops after the present step, and goes on from there', async () => {
    const folder = await temporaryFolder();
    const first = await run({ folder, stopAt: 3 });
    expect(first.result).toEqual({ ok: true, value: 3 });
    expect(first.sum).toBe(101 + 102 + 103);
    const second = await run({ folder });
    expect(second.rates).toEqual([4, 5, 6, 7, 8, 9, 10]);
    expect(second.sum).toBe(sumOfAll);
    expect(second.last!.turns!.plain).toBe(10);
  });

  it('goes back to the last checkpoint at half the rate where a loss is no number', async () => {
    const { result, events, rates, last, sum } = await run({ folder: await temporaryFolder(), loss: (call) => (call === 7 ? NaN : 1) });
    expect(result.ok).toBe(true);
    expect(events.find((event) => event.event === 'rolled-back')).toMatchObject({ step: 6, to: 4 });
    expect(rates).toEqual([1, 2, 3, 4, 5, 6, 7, 2.5, 3, 3.5, 4, 4.5, 5]);
    expect(last).toMatchObject({ step: 10, rateScale: 0.5 });
    expect(sum).toBe(sumOfAll);
  });

  it('gives up where the loss is never a number', async () => {
    const { result } = await run({ folder: await temporaryFolder(), loss: () => Infinity });
    expect(result).toMatchObject({ ok: false, error: { code: 'output-bad', advice: expect.stringContaining('lower learning rate') as string } });
  });

  it('ends with the reason where the device is lost, and goes on from the last checkpoint to the same numbers', async () => {
    const folder = await temporaryFolder();
    const lost = await run({ folder, loseDeviceAt: 7 });
    expect(lost.result).toMatchObject({ ok: false, error: { code: 'device-failed' } });
    expect(lost.last!.step).toBe(4);
    expect((await run({ folder })).sum).toBe(sumOfAll);
  });

  it('takes no step while another has the device, and goes on as if nothing had been', async () => {
    const turnstile = createTurnstile();
    const taken: number[] = [];
    const { sum } = await run({
      folder: await temporaryFolder(),
      turnstile,
      onStep: (call) => {
        taken.push(call);
        if (call !== 5) return;
        turnstile.hold();
        // Long after the next step would have been taken.
        setTimeout(() => {
          expect(taken.at(-1)).toBe(5);
          turnstile.goOn();
        }, 50);
      },
    });
    expect(taken).toHaveLength(10);
    expect(sum).toBe(sumOfAll);
  });

  it('leaves a checkpoint where it is stopped while it waits', async () => {
    const turnstile = createTurnstile();
    const folder = await temporaryFolder();
    const abort = new AbortController();
    const { result, last } = await run({ folder, turnstile, abort, onStep: (call) => {
      if (call !== 6) return;
      turnstile.hold();
      setTimeout(() => { abort.abort(); }, 20);
    } });
    expect(result).toEqual({ ok: true, value: 6 });
    expect(last?.step).toBe(6);
    expect((await run({ folder })).sum).toBe(sumOfAll);
  });

  it('leaves a checkpoint where the pictures vanish, and says so', async () => {
    const folder = await temporaryFolder();
    const { result, last } = await run({ folder, vanishAfter: 5 });
    expect(result).toMatchObject({ ok: false, error: { code: 'file-missing', message: 'gone' } });
    expect(last?.step).toBe(5);
    expect((await run({ folder })).sum).toBe(sumOfAll);
  });
});
