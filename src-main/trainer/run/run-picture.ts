/** @file Runs a network in [0, 1] on a whole small picture, as evaluations do; trainer process and quality scripts. */
import { type Result, succeed } from '../../../src-shared/result.ts';
import type { PlanarImage, Session } from '../../runtime/session.ts';
import { colours, type Picture } from '../data/picture.ts';

export async function runPicture(session: Session, picture: Picture): Promise<Result<Picture>> {
  const result = await session.run(toPlanes(picture));
  return result.ok ? succeed(fromPlanes(result.value)) : result;
}

export function toPlanes({ width, height, samples }: Picture): PlanarImage {
  const plane = width * height;
  const data = new Float32Array(samples.length);
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < colours; channel++) data[channel * plane + pixel] = samples[pixel * colours + channel]! / 255;
  }
  return { width, height, data };
}

export function fromPlanes({ width, height, data }: PlanarImage): Picture {
  const plane = width * height;
  const samples = new Uint8ClampedArray(data.length);
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < colours; channel++) samples[pixel * colours + channel] = data[channel * plane + pixel]! * 255;
  }
  return { width, height, samples: new Uint8Array(samples.buffer) };
}
