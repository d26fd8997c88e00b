import { describe, expect, it } from 'vitest';
import { bridgeLines } from './bridge-lines.ts';
import { findBridges } from './find-bridges.ts';
import { holed } from './testing.ts';

const size = { width: 220, height: 180, channels: 3 };
const inside = (x: number, y: number) => Math.hypot(x - 110, y - 90) < 45;
const grain = (x: number, y: number) => ((x * 7919 + y * 104729 + x * y * 31) % 7) - 3;
/** How far from a line through the middle at this slope, down. */
const from = (x: number, y: number, slope: number) => (y - 90 - slope * (x - 110)) / Math.hypot(1, slope);
const dark = (distance: number) => Math.max(0, 1 - Math.max(0, Math.abs(distance) - 1));
/** A wire that crosses an edge between two colours. */
const crossing = (x: number, y: number, channel: number) => (from(x, y, 0.4) > 0 ? 150 + 10 * channel : 90) * (1 - 0.8 * dark(from(x, y, -1.2))) + grain(x, y);

describe('bridgeLines', () => {
  it('leads a wire and an edge that cross through a hole, and changes nothing else', () => {
    const picture = holed(size, crossing, inside);
    const bridged = bridgeLines(picture, 45);
    const truth = holed(size, crossing, () => false);
    let [painted, wrong] = [0, 0];
    bridged.hole.forEach((still, pixel) => {
      if (picture.hole[pixel] === 0) expect(bridged.values[3 * pixel]).toBe(picture.values[3 * pixel]);
      if (picture.hole[pixel] === 0 || still === 1) return;
      painted += 1;
      wrong += Math.abs(bridged.values[3 * pixel]! - truth.values[3 * pixel]!);
    });
    // Two lines of 90 pixels, 11 wide, less where they cross.
    expect(painted).toBeGreaterThan(1500);
    // A tone that changes on the way does so little by little.
    expect(wrong / painted).toBeLessThan(12);
  });

  it('follows a line that lies deep in a large picture to its place', () => {
    const large = { width: 560, height: 440, channels: 1 };
    const wire = (x: number, y: number) => 180 - 120 * dark((y - 200 - 0.3 * (x - 280)) / Math.hypot(1, 0.3)) + grain(x, y);
    const bridges = findBridges(holed(large, wire, (x, y) => Math.hypot(x - 280, y - 200) < 130), 130);
    expect(bridges.length).toBeGreaterThan(0);
    // Anywhere in what is painted.
    for (const { x, y } of [bridges[0]!.from, bridges[0]!.to]) expect(Math.abs(y - 200 - 0.3 * (x - 280))).toBeLessThan(4);
  });

  it('leads nothing through a hole in a texture, or where a line only ends', () => {
    const speckle = holed(size, (x, y) => 40 * grain(Math.floor(x / 3), Math.floor(y / 3)) + 128, inside);
    expect(bridgeLines(speckle, 45)).toBe(speckle);
    const ending = holed(size, (x, y) => 120 + grain(x, y) - (x < 110 ? 90 * dark(from(x, y, 0.4)) : 0), inside);
    expect(bridgeLines(ending, 45)).toBe(ending);
  });
});
