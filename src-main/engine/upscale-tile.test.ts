import { beforeAll, describe, expect, it } from 'vitest';
import { boxBlurModel } from '../onnx-trace/tiny-models.ts';
import { createSession, type Session } from '../runtime/session.ts';
import type { RowWindow } from './tensor.ts';
import { upscaleTile } from './upscale-tile.ts';

/** A network that mixes neighbours, as upscalers do, at scale 1. */
let session: Session;
beforeAll(async () => {
  const created = await createSession({ model: boxBlurModel(), input: 'input', output: 'output' }, 'cpu');
  if (!created.ok) throw new Error(created.error.detail);
  session = created.value;
});

const [width, height] = [24, 12];

async function blur(channels: number, pixel: (x: number) => number[]): Promise<number[][]> {
  const samples = new Uint8Array(width * height * channels);
  for (let at = 0; at < width * height; at += 1) samples.set(pixel(at % width), at * channels);
  const window: RowWindow = { samples, width, channels, first: 0, count: height };
  const planes = await upscaleTile(window, { x: 0, y: 0, width, height }, { scale: 1, range: 255, session, networkMs: 0 });
  if (!planes.ok) throw new Error(planes.error.message);
  // The middle row, away from the zeros that the network sees outside.
  return planes.value.map((plane) => Array.from(plane.slice(6 * width + 1, 7 * width - 1), Math.round));
}

describe('upscaleTile', () => {
  it('draws no rim of the colour that transparent pixels hide', async () => {
    const [red, green, blue, alpha] = await blur(4, (x) => (x < 12 ? [250, 240, 230, 255] : [0, 0, 0, 0]));
    expect(new Set(red)).toEqual(new Set([250]));
    expect(new Set(green)).toEqual(new Set([240]));
    expect(new Set(blue)).toEqual(new Set([230]));
    expect(alpha!.slice(8, 14)).toEqual([255, 255, 170, 85, 0, 0]);
  });

  it('keeps opaque opaque, also at the border where the network errs', async () => {
    const [grey, alpha] = await blur(2, (x) => [x * 5, 255]);
    expect(new Set(alpha)).toEqual(new Set([255]));
    expect(grey).toEqual(Array.from({ length: width - 2 }, (_, x) => (x + 1) * 5));
  });

  it('gives a grey picture one plane back', async () => {
    expect(await blur(1, (x) => [x * 9])).toEqual([Array.from({ length: width - 2 }, (_, x) => (x + 1) * 9)]);
  });
});
