import { expect, it } from 'vitest';
import { failure } from '../../../src-shared/failure.ts';
import { failWith, succeed } from '../../../src-shared/result.ts';
import { createFillMemory } from './fill-memory.ts';
import type { HoledPicture } from './holed-picture.ts';
import type { Filler } from './inpaint-raster.ts';

const picture = (start: number): HoledPicture => ({ width: 3, height: 2, channels: 2, values: Float32Array.from({ length: 12 }, (_, index) => start + index), hole: Uint8Array.of(0, 1, 0, 0, 0, 1) });

/** Fills with numbers that rise from call to call, and counts them. */
function counting() {
  const state = { calls: 0 };
  const fill: Filler = ({ values, hole }) => {
    state.calls += 1;
    hole.forEach((inside, pixel) => {
      if (inside === 1) values.fill(1000 * state.calls + pixel, 2 * pixel, 2 * pixel + 2);
    });
    return Promise.resolve(succeed(null));
  };
  return { state, fill };
}
const signal = new AbortController().signal;

it('fills a picture once, and the same picture as before', async () => {
  const { state, fill } = counting();
  const remembered = createFillMemory().remembering(fill, 'patches, 1');
  const [first, again, other] = [picture(0), picture(0), picture(1)];
  await remembered(first, signal);
  await remembered(other, signal);
  expect(await remembered(again, signal)).toEqual(succeed(null));
  expect(state.calls).toBe(2);
  expect([...again.values]).toEqual([0, 1, 1001, 1001, 4, 5, 6, 7, 8, 9, 1005, 1005]);
  expect([...first.values]).toEqual([...again.values]);
  expect([...other.values]).toEqual([1, 2, 2001, 2001, 5, 6, 7, 8, 9, 10, 2005, 2005]);
});

it('tells origins and holes apart', async () => {
  const { state, fill } = counting();
  const memory = createFillMemory();
  await memory.remembering(fill, 'patches, 1')(picture(0), signal);
  await memory.remembering(fill, 'patches, 2')(picture(0), signal);
  await memory.remembering(fill, 'patches, 1')({ ...picture(0), hole: Uint8Array.of(0, 0, 1, 0, 0, 1) }, signal);
  expect(state.calls).toBe(3);
});

it('forgets what failed or was cancelled', async () => {
  const { state, fill } = counting();
  const memory = createFillMemory();
  const refused = failWith(failure('internal', 'no'));
  expect(await memory.remembering(() => Promise.resolve(refused), 'a')(picture(0), signal)).toEqual(refused);
  await memory.remembering(fill, 'a')(picture(0), AbortSignal.abort());
  await memory.remembering(fill, 'a')(picture(0), signal);
  expect(state.calls).toBe(2);
});

it('forgets what was used longest ago where it would take too much memory', async () => {
  const { state, fill } = counting();
  const remembered = createFillMemory().remembering(fill, 'a');
  const side = 1400;
  const large = (start: number): HoledPicture => ({ width: side, height: side, channels: 1, values: new Float32Array(side * side).fill(start), hole: new Uint8Array(side * side).fill(1, 1) });
  for (let start = 0; start < 13; start += 1) await remembered(large(start), signal);
  await remembered(large(12), signal);
  expect(state.calls).toBe(13);
  await remembered(large(0), signal);
  expect(state.calls).toBe(14);
  const tooLarge: HoledPicture = { ...large(0), width: 2 * side, values: new Float32Array(2 * side * side), hole: new Uint8Array(2 * side * side).fill(1, 1) };
  await remembered({ ...tooLarge, values: tooLarge.values.slice() }, signal);
  await remembered(tooLarge, signal);
  expect(state.calls).toBe(16);
});
