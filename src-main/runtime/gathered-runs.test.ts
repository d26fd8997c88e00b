import { expect, it } from 'vitest';
import { failure } from '../../src-shared/failure.ts';
import { failWith, succeed } from '../../src-shared/result.ts';
import { gatherRuns } from './gathered-runs.ts';
import type { PlanarImage } from './session.ts';

const picture = (seed: number, width: number, height: number): PlanarImage => ({ data: Float32Array.from({ length: 3 * width * height }, (_, index) => index + seed), width, height });
const made = ({ data, width, height }: PlanarImage) => ({ data: data.map((value) => -value), width, height, milliseconds: 1 });

it('puts together what waits, of one size and no more pixels than it may, and gives everybody his own', async () => {
  const runs: string[] = [];
  const run = async (image: PlanarImage) => {
    runs.push(`1 of ${image.width}`);
    return succeed(made(image));
  };
  const several = async (images: readonly PlanarImage[]) => {
    runs.push(`${images.length} of ${images[0]!.width}`);
    return succeed(images.map(made));
  };
  const gathered = gatherRuns(run, several, 3 * 4 * 5);
  const images = [picture(1, 4, 5), picture(2, 4, 5), picture(3, 6, 5), picture(4, 4, 5), picture(5, 4, 5), picture(6, 4, 5), picture(7, 90, 5)];
  expect(await Promise.all(images.map(gathered))).toEqual(images.map((image) => succeed(made(image))));
  expect(runs).toEqual(['1 of 4', '3 of 4', '1 of 6', '1 of 4', '1 of 90']);
});

it('runs one by one what fails together', async () => {
  const tooMuch = failWith(failure('out-of-memory', 'Too much.'));
  const run = async (image: PlanarImage) => (image.data[0] === 3 ? tooMuch : succeed(made(image)));
  const gathered = gatherRuns(run, async () => tooMuch, 1000);
  const images = [1, 2, 3, 4].map((seed) => picture(seed, 4, 5));
  expect(await Promise.all(images.map(gathered))).toEqual(images.map((image, place) => (place === 2 ? tooMuch : succeed(made(image)))));
});
