import { describe, expect, it } from 'vitest';
import type { Pane } from './panes.ts';
import { hex, pixelUnder, probeAt } from './read-out.ts';

const source = { id: 's', pyramid: { width: 700, height: 600 }, alpha: false };
const result = { id: 'r', pyramid: { width: 1400, height: 1200 }, alpha: false };
const image = result.pyramid;
const patch = { id: 'q', pyramid: { width: 150, height: 90 }, alpha: false, place: { x: 0.5, y: 0.25, width: 0.1, height: 0.05 } };

describe('pixelUnder', () => {
  const pane = (x: number): Pane => ({ view: { x, y: 0, width: 400, height: 300 }, clip: { x, y: 0, width: 400, height: 300 }, name: 'after', side: { layer: result, patches: [] }, against: null });
  const viewport = { centre: { x: 20, y: 10 }, zoom: 16 };

  it('names the same pixel all over its square, in either pane', () => {
    for (const [x, y] of [[200, 150], [215.9, 165.9]] as const) expect(pixelUnder(pane(0), image, viewport, { x, y })).toEqual({ x: 20, y: 10 });
    expect(pixelUnder(pane(0), image, viewport, { x: 199.9, y: 166 })).toEqual({ x: 19, y: 11 });
    expect(pixelUnder(pane(402), image, viewport, { x: 602, y: 150 })).toEqual({ x: 20, y: 10 });
  });

  it('is nothing beside the picture', () => {
    expect(pixelUnder(pane(0), image, { centre: { x: 0, y: 0 }, zoom: 16 }, { x: 199, y: 200 })).toBeNull();
    expect(pixelUnder(pane(0), image, { centre: { x: 1400, y: 0 }, zoom: 16 }, { x: 200, y: 200 })).toBeNull();
  });
});

describe('probeAt', () => {
  it('finds the tile and the place in it, whatever the layer’s own size', () => {
    const at = (layer: typeof source) => probeAt({ layer, patches: [] }, image, { x: 1399, y: 1023 });
    expect(at(source)).toEqual({ tile: 's/0/1/0', x: 187, y: 511 });
    expect(at(result)).toEqual({ tile: 'r/0/2/1', x: 375, y: 511 });
  });

  it('takes a patch where one lies', () => {
    const side = { layer: source, patches: [patch] };
    expect(probeAt(side, source.pyramid, { x: 350, y: 150 })).toEqual({ tile: 'q/0/0/0', x: 1, y: 1 });
    expect(probeAt(side, source.pyramid, { x: 420, y: 150 }).tile).toBe('s/0/0/0');
  });
});

it('writes values as hex', () => {
  expect(hex([1, 35, 255, 128], false)).toBe('#0123ff');
  expect(hex([1, 35, 255, 128], true)).toBe('#0123ff80');
});
