import { describe, expect, it } from 'vitest';
import { unprotectedParts } from './protect.ts';
import type { SmallPicture } from './whole-picture.ts';

const [width, height] = [120, 80];
const skin = [224, 172, 138];
const grass = [70, 120, 40];

function painted(colourAt: (x: number, y: number) => readonly number[]): SmallPicture {
  const planes = new Float32Array(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) colourAt(pixel % width, Math.floor(pixel / width)).forEach((value, channel) => (planes[channel * width * height + pixel] = value / 255));
  return { width, height, planeWidth: width, planeHeight: height, planes };
}

/** Grass, with a face of skin on the left and black lines of strokes on white paper on the right. */
const picture = (): SmallPicture =>
  painted((x, y) => {
    const ink = x % 5 < 2 ? 20 : 235;
    const inPaper = x >= 70 && x < 112 && y >= 20 && y < 60;
    return Math.hypot(x - 30, y - 40) < 18 ? skin : inPaper ? [ink, ink, ink] : grass;
  });
const at = (map: Float32Array, x: number, y: number) => map[y * width + x]!;

describe('unprotectedParts', () => {
  it('leaves out what is found, and no more', () => {
    const [ofSkin, ofText, ofBoth] = (['skin', 'text', 'both'] as const).map((protect) => unprotectedParts(picture(), protect)!);
    expect([at(ofSkin!, 30, 40), at(ofSkin!, 90, 40), at(ofSkin!, 60, 5)]).toEqual([0, 1, 1]);
    expect([at(ofText!, 30, 40), at(ofText!, 90, 40), at(ofText!, 5, 75)]).toEqual([1, 0, 1]);
    expect([at(ofBoth!, 30, 40), at(ofBoth!, 90, 40), at(ofBoth!, 60, 5)]).toEqual([0, 0, 1]);
  });

  it('keeps flushed faces whole, and ground that has the colour of skin as it is', () => {
    const flushed = [235, 110, 100];
    const sand = [226, 179, 125];
    const face = painted((x, y) => (Math.hypot(x - 30, y - 40) < 5 ? [40, 30, 25] : Math.hypot(x - 30, y - 32) < 6 ? flushed : Math.hypot(x - 30, y - 40) < 20 ? skin : grass));
    const ofFace = unprotectedParts(face, 'skin')!;
    expect([at(ofFace, 30, 40), at(ofFace, 30, 32), at(ofFace, 42, 44), at(ofFace, 80, 40)]).toEqual([0, 0, 0, 1]);
    const ofGround = unprotectedParts(painted((_, y) => (y > 50 ? sand : [90, 140, 220])), 'skin')!;
    expect(Math.min(...ofGround)).toBe(1);
    const ofHaze = unprotectedParts(painted((x, y) => (Math.hypot(x - 30, y - 40) < 20 ? [217, 200, 137] : grass)), 'skin')!;
    expect(Math.min(...ofHaze)).toBe(1);
  });

  it('ends where the face ends', () => {
    const map = unprotectedParts(painted((x) => (x >= 30 && x < 60 ? skin : grass)), 'skin')!;
    expect(at(map, 58, 40)).toBeLessThan(0.2);
    expect(at(map, 62, 40)).toBeGreaterThan(0.7);
    expect(at(map, 66, 40)).toBe(1);
  });

  it('finds large letters', () => {
    const map = unprotectedParts(painted((x, y) => (x >= 10 && x < 110 && y >= 15 && y < 65 ? (x % 12 < 5 ? [20, 20, 20] : [235, 235, 235]) : grass)), 'text')!;
    expect([at(map, 60, 40), at(map, 5, 5)]).toEqual([0, 1]);
  });

  it('is nothing where nothing is to be protected', () => {
    expect(unprotectedParts(picture(), 'none')).toBeNull();
  });
});
