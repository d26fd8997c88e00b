import { describe, expect, it } from 'vitest';
import { unprotectedParts } from './protect.ts';
import type { SmallPicture } from './whole-picture.ts';

const [width, height] = [120, 80];
const skin = [224, 172, 138];
const grass = [70, 120, 40];

/** Grass, with a face of skin on the left and black lines of strokes on white paper on the right. */
function picture(): SmallPicture {
  const planes = new Float32Array(3 * width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const inPaper = x >= 70 && x < 112 && y >= 20 && y < 60;
      const ink = x % 5 < 2 ? 20 : 235;
      const colour = Math.hypot(x - 30, y - 40) < 18 ? skin : inPaper ? [ink, ink, ink] : grass;
      for (let channel = 0; channel < 3; channel += 1) planes[channel * width * height + y * width + x] = colour[channel]! / 255;
    }
  }
  return { width, height, planeWidth: width, planeHeight: height, planes };
}
const at = (map: Float32Array, x: number, y: number) => map[y * width + x]!;

describe('unprotectedParts', () => {
  it('leaves out what is found, and no more', () => {
    const [ofSkin, ofText, ofBoth] = (['skin', 'text', 'both'] as const).map((protect) => unprotectedParts(picture(), protect)!);
    expect([at(ofSkin!, 30, 40), at(ofSkin!, 90, 40), at(ofSkin!, 60, 5)]).toEqual([0, 1, 1]);
    expect([at(ofText!, 30, 40), at(ofText!, 90, 40), at(ofText!, 5, 75)]).toEqual([1, 0, 1]);
    expect([at(ofBoth!, 30, 40), at(ofBoth!, 90, 40), at(ofBoth!, 60, 5)]).toEqual([0, 0, 1]);
  });

  it('is nothing where nothing is to be protected', () => {
    expect(unprotectedParts(picture(), 'none')).toBeNull();
  });
});
