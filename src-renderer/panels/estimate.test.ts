import { describe, expect, it } from 'vitest';
import { deviceLadderSchema } from '../../src-shared/device.ts';
import { type Paces, estimateDuration, learnPace, paceOf, resultSize } from './estimate.ts';

const usual = deviceLadderSchema.parse([]);
const alone = usual.map(({ provider }) => ({ provider, on: provider === 'cpu' }));
const upscale = (model: string, scale: number) => ({ operation: 'upscale', parameters: { model, scale } });
const quick = upscale('quick', 2);
const sharp = upscale('sharp', 4);
const learnt = [
  [quick, 3000],
  [sharp, 58_000],
].reduce<Paces>((paces, [step, ms]) => learnPace(paces, usual, [step as typeof quick], { width: 2000, height: 500 }, ms as number), {});

describe('estimateDuration', () => {
  it('scales the measured pace with the number of pixels', () => {
    expect(estimateDuration({ width: 3000, height: 2000 }, [quick], 0, usual, learnt)).toBe(18_000);
  });

  it('lets each step work on what the one before it makes', () => {
    expect(estimateDuration({ width: 1000, height: 1000 }, [quick, sharp], 0, usual, learnt)).toBe(3000 + 4 * 58_000);
    expect(estimateDuration({ width: 1000, height: 1000 }, [sharp, quick], 0, usual, learnt)).toBe(58_000 + 16 * 3000);
  });

  it('counts only the steps whose results are missing', () => {
    expect(estimateDuration({ width: 500, height: 1000 }, [quick, sharp], 1, usual, learnt)).toBe(2 * 58_000);
  });

  it('knows nothing of models, scales and devices that never ran', () => {
    const size = { width: 10, height: 10 };
    expect(estimateDuration(size, [upscale('quick', 8)], 0, usual, learnt)).toBeUndefined();
    expect(estimateDuration(size, [quick], 0, alone, learnt)).toBeUndefined();
  });

  it('takes the pace of a whole recipe where its steps were never measured apart', () => {
    const steps = [upscale('thick', 2), quick];
    expect(paceOf(steps, alone, learnPace({}, alone, steps, { width: 100, height: 100 }, 90))).toBeCloseTo(9000);
  });
});

describe('learnPace', () => {
  it('moves half way to a new measurement, so that one slow run does not count for all', () => {
    const paces = learnPace(learnt, usual, [quick], { width: 1000, height: 1000 }, 5000);
    expect(paceOf([quick], usual, paces)).toBe(4000);
  });

  it('forgets what was measured longest ago beyond a hundred', () => {
    const many = Array.from({ length: 120 }, (_, index) => index).reduce<Paces>((paces, index) => learnPace(paces, usual, [upscale(`m${index}`, 2)], { width: 9, height: 9 }, 5), {});
    expect(Object.keys(many)).toHaveLength(100);
    expect(paceOf([upscale('m19', 2)], usual, many)).toBeUndefined();
    expect(paceOf([upscale('m20', 2)], usual, many)).toBeDefined();
  });
});

describe('resultSize', () => {
  it('multiplies the scales of all steps', () => {
    expect(resultSize({ width: 30, height: 20 }, [quick, sharp])).toEqual({ width: 240, height: 160 });
  });
});
