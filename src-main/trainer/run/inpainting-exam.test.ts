import { describe, expect, it } from 'vitest';
import { drawQuestions, holed, inpaintingMetrics, meanFill, type Question } from './inpainting-exam.ts';

/** Three pixels in a row, the middle one missing. */
const question: Question = { picture: { width: 3, height: 1, samples: Uint8Array.of(10, 20, 31, 90, 160, 240, 30, 60, 93) }, mask: Float32Array.of(0, 1, 0) };

describe('the exam of an inpainter', () => {
  it('fills the hole with the mean of what is known', () => {
    expect([...meanFill(question).samples]).toEqual([10, 20, 31, 20, 40, 62, 30, 60, 93]);
    expect([...holed(question).samples]).toEqual([10, 20, 31, 0, 0, 0, 30, 60, 93]);
  });

  it('measures inside the hole only', () => {
    const filled = { ...question.picture, samples: Uint8Array.of(0, 0, 0, 92, 161, 238, 0, 0, 0) };
    const { psnr, meanFill: ofMean } = inpaintingMetrics([question], [filled]);
    expect(psnr).toBeCloseTo(10 * Math.log10(255 ** 2 / 3), 6);
    expect(ofMean).toBeCloseTo(10 * Math.log10(255 ** 2 / ((70 ** 2 + 120 ** 2 + 178 ** 2) / 3)), 6);
  });

  it('asks the same of every checkpoint', () => {
    const picture = { width: 40, height: 40, samples: new Uint8Array(40 * 40 * 3) };
    expect(drawQuestions([picture, picture], 7)).toEqual(drawQuestions([picture, picture], 7));
    expect(drawQuestions([picture], 7)[0]!.mask).not.toEqual(drawQuestions([picture], 8)[0]!.mask);
  });
});
