import { describe, expect, it } from 'vitest';
import { type Random, seedRandom } from '../random.ts';
import { jitterColours } from './jitter.ts';
import { pattern } from './test-pictures.ts';

/** Gives these numbers in turn: brightness, contrast, saturation. */
function scripted(...numbers: number[]): Random {
  return { ...seedRandom(1), uniform: () => numbers.shift()! };
}
const picture = { width: 2, height: 1, samples: Uint8Array.of(100, 50, 20, 40, 60, 200) };

describe('jitterColours', () => {
  it('leaves a picture alone at strength 0, and nearly so in the middle of its range', () => {
    expect(jitterColours(picture, 0, seedRandom(1))).toBe(picture);
    expect(jitterColours(picture, 0.5, scripted(0.5, 0.5, 0.5))).toEqual(picture);
  });

  it('brightens', () => {
    expect(jitterColours(picture, 0.5, scripted(0.7, 0.5, 0.5)).samples).toEqual(Uint8Array.of(120, 60, 24, 48, 72, 240));
  });

  it('takes the colour away, and the contrast', () => {
    const grey = jitterColours(picture, 1, scripted(0.5, 0.5, 0)).samples;
    // 0.299 * 100 + 0.587 * 50 + 0.114 * 20, and so for the other
    expect(grey).toEqual(Uint8Array.of(62, 62, 62, 70, 70, 70));
    const flat = jitterColours(picture, 1, scripted(0.5, 0, 0.5)).samples;
    expect(new Set(flat)).toEqual(new Set([66]));
  });

  it('clips', () => {
    expect(Math.max(...jitterColours(pattern(8, 8), 1, scripted(1, 1, 1)).samples)).toBe(255);
  });
});
